"""The edges that put a finished site in place: release trees and the switch, folders, branches and hosts."""

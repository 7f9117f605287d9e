"""Usalama: feeds of Kenyan security news in, a weekly digest out."""

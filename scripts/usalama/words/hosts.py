"""Hosts that are numbers: which IP addresses are everybody's, and which lie inside somebody's own network.

By the one rule ``network.guard`` connects and ``words.urls`` links. Nothing is asked here, and no name is resolved.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_network
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address

_NAT64 = IPv6Network("64:ff9b::/96")
_V4_COMPATIBLE = IPv6Network("::/96")
_CLOSED = tuple(
    map(
        ip_network,
        # What Python's ``is_global`` lets through in one version or another: shared space, relays to 6to4, NAT64 of
        # one's own network, documentation, segment routing.
        ("100.64.0.0/10", "192.88.99.0/24", "64:ff9b:1::/48", "2001:db8::/32", "3fff::/20", "5f00::/16"),
    )
)
_ISATAP = (0x00005EFE, 0x02005EFE)
"""The third quarter of an IPv6 address whose fourth is an IPv4 address (RFC 5214)."""


def is_public(address: Address, *, or_loopback: bool = False) -> bool:
    """Whether an address is public unicast, however it is wrapped; or loopback, where that was asked for."""
    inner = _embedded(address)
    if inner is not None:
        return is_public(inner, or_loopback=or_loopback)
    if address.is_loopback:
        return or_loopback
    if any(address in net for net in _CLOSED) or address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    if isinstance(address, IPv6Address) and address.is_site_local:
        return False
    return address.is_global and not address.is_link_local


def _embedded(address: Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address is only a wrapping of."""
    if isinstance(address, IPv4Address):
        return None
    is_compatible = address in _V4_COMPATIBLE and int(address) > 1
    if address in _NAT64 or is_compatible or int(address) >> 32 & 0xFFFFFFFF in _ISATAP:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)

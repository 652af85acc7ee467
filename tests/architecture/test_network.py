"""No test leaves this machine."""

import socket
import urllib.error
import urllib.request

import pytest

from worlds.ground import NetworkBlocked


def test_a_foreign_address_is_refused():
    with socket.socket() as opened, pytest.raises(NetworkBlocked, match=r"192\.0\.2\.1"):
        opened.connect(("192.0.2.1", 80))


def test_a_foreign_name_is_not_even_looked_up():
    with pytest.raises(NetworkBlocked, match=r"example\.org"):
        socket.create_connection(("example.org", 443))


def test_libraries_are_refused_too():
    with pytest.raises((NetworkBlocked, urllib.error.URLError), match="may not"):
        urllib.request.urlopen("http://192.0.2.1/")


def test_a_datagram_is_refused():
    with socket.socket(type=socket.SOCK_DGRAM) as opened, pytest.raises(NetworkBlocked):
        opened.sendto(b"x", ("192.0.2.1", 53))


def test_loopback_is_open():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        with socket.create_connection(server.getsockname()) as client:
            assert client.getpeername() == server.getsockname()

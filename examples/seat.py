#!/usr/bin/env python3
"""A desk in another language, written from docs/protocol.md with the standard library alone.

    seat.py LINK [--say ADDRESS TEXT] [--wait NUMBER]

Joins as the seat of the link, prints what is in its inbox until it has read NUMBER entries, and sends a message.
"""
import argparse, base64, hashlib, json, os, secrets, socket, ssl, struct, sys
from urllib.parse import parse_qs, urlsplit


class Line:
    """A WebSocket, client side: RFC 6455 without extensions."""

    def __init__(self, link):
        parts = urlsplit(link)
        said = {key: values[0] for key, values in parse_qs(parts.fragment).items()}
        self.secret = said["secret"]
        line = socket.create_connection((parts.hostname, parts.port), timeout=20)
        if parts.scheme == "https":
            line = self.secured(line, parts.hostname, said.get("pin"))
        self.line, self.rest = line, b""
        key = base64.b64encode(secrets.token_bytes(16)).decode()
        line.sendall((
            f"GET /ws HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: startex.v1\r\n\r\n"
        ).encode())
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.take(1)
        if b" 101 " not in head.split(b"\r\n")[0]:
            sys.exit(f"the server does not let us in: {head.decode(errors='replace')}")

    @staticmethod
    def secured(line, name, pin):
        context = ssl.create_default_context()
        if pin:  # The link vouches for the certificate, not an authority.
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        line = context.wrap_socket(line, server_hostname=name)
        if pin and hashlib.sha256(line.getpeercert(binary_form=True)).hexdigest() != pin:
            sys.exit("this is not the server of the link")
        return line

    def take(self, count):
        while len(self.rest) < count:
            got = self.line.recv(65536)
            if not got:
                sys.exit("the line is gone")
            self.rest += got
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def send(self, frame, kind=1):
        payload = frame if isinstance(frame, bytes) else json.dumps(frame).encode()
        size = len(payload)
        head = bytes([0x80 | kind])
        head += bytes([0x80 | size]) if size < 126 else bytes([0x80 | 126]) + struct.pack("!H", size) \
            if size < 65536 else bytes([0x80 | 127]) + struct.pack("!Q", size)
        mask = os.urandom(4)
        self.line.sendall(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(payload)))

    def hear(self):
        """The next frame; one may come in several parts."""
        whole = b""
        while True:
            first, size = self.take(2)
            size &= 0x7F
            if size == 126:
                size = struct.unpack("!H", self.take(2))[0]
            elif size == 127:
                size = struct.unpack("!Q", self.take(8))[0]
            payload, kind = self.take(size), first & 0x0F
            if kind == 8:
                sys.exit("the server closed the line")
            if kind == 9:
                self.send(payload, 10)
            elif kind in (0, 1):
                whole += payload
                if first & 0x80:
                    return json.loads(whole)


def words(text):
    return text if isinstance(text, str) else text.get("en") or next(iter(text.values()))


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("link")
    args.add_argument("--say", nargs=2, metavar=("ADDRESS", "TEXT"))
    args.add_argument("--wait", type=int, default=1)
    args = args.parse_args()
    line = Line(args.link)
    line.send({"join": {"version": 1, "secret": line.secret}})
    key, have, answered = secrets.randbelow(2**52) + 2**16, 0, not args.say
    while have < args.wait or not answered:
        (kind, body), *_ = line.hear().items()
        if kind == "denied":
            sys.exit(body["message"])
        elif kind == "hello":
            print("seat", body["seat"], "of", words(body["directory"]["title"]))
            line.send({"resume": {"from": have}})
            if args.say:
                address, text = args.say
                act = {"verb": {"message": {"to": [address], "text": text}}}
                line.send({"order": {"id": {"key": key, "counter": 1}, "act": act}})
        elif kind == "entries":
            for entry in body:
                if entry["number"] == have + 1:
                    have = entry["number"]
                    post = entry["news"].get("post")
                    if post:
                        print(f"{have} {words(post['from'])}: {words(post['text'])}")
        elif kind == "answer":
            answered = True
            print("answer", json.dumps(body["outcome"]))


main()

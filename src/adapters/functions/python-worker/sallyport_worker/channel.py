import json
import os

HEAD_BYTES = 4


class Channel:
    """Our end of the runner's pipe: four bytes of length, and so much JSON."""

    def __init__(self, descriptor):
        self._descriptor = descriptor
        # Nothing that the function starts answers for it.
        os.set_inheritable(descriptor, False)

    def send(self, message):
        body = json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")
        rest = memoryview(len(body).to_bytes(HEAD_BYTES, "big") + body)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]

    def receive(self):
        """The next message, or None when the runner is gone."""
        head = self._read(HEAD_BYTES)
        body = None if head is None else self._read(int.from_bytes(head, "big"))
        return None if body is None else json.loads(body)

    def _read(self, size):
        content = bytearray()
        while len(content) < size:
            chunk = os.read(self._descriptor, size - len(content))
            if not chunk:
                return None
            content += chunk
        return content

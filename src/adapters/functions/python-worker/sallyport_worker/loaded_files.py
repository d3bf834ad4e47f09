import os
import sys


class LoadedFiles:
    """Which files of the function's own code have been loaded."""

    def __init__(self, root):
        self._root = root + os.sep
        self._seen = set(sys.modules)

    def fresh(self):
        """Those since the last time."""
        names = sys.modules.keys() - self._seen
        self._seen |= names
        files = [_file_of(sys.modules.get(name)) for name in names]
        return [file for file in files if file.startswith(self._root) and "site-packages" not in file.split(os.sep)]


def _file_of(module):
    # Not by its attribute: a module may make up what it is asked for.
    file = getattr(module, "__dict__", {}).get("__file__")
    return os.path.abspath(file) if isinstance(file, str) else ""

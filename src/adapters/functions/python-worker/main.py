"""The entry of a worker process of Python. It inherits nothing but its environment and the pipe to the runner."""

import json
import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)

from sallyport_worker.answer import answer
from sallyport_worker.channel import Channel
from sallyport_worker.failure import describe, tell
from sallyport_worker.handler import load_handler
from sallyport_worker.loaded_files import LoadedFiles
from sallyport_worker.log import write_log
from sallyport_worker.memory import limit_memory

# The function's modules come first, and none of ours is among them.
sys.path[:] = [entry for entry in sys.path if entry != here]


def main():
    facts = json.loads(os.environ.pop("SALLYPORT_FUNCTION"))
    sys.path.insert(0, facts["root"])
    channel = Channel(3)
    files = LoadedFiles(facts["root"])
    limit_memory()
    write_log()
    try:
        handler = load_handler(facts["handler"])
    except Exception as error:
        failure = describe(error)
        tell(failure)
        channel.send({"kind": "loaded", "files": files.fresh()})
        channel.send({"kind": "error", "isFatal": True, **failure})
        sys.exit(1)
    channel.send({"kind": "loaded", "files": files.fresh()})
    channel.send({"kind": "ready"})
    for message in iter(channel.receive, None):
        if message["kind"] == "invoke":
            said = answer(handler, message, facts)
            channel.send({"kind": "loaded", "files": files.fresh()})
            channel.send(said)


# Not in the processes that `multiprocessing` starts, which load this file as well.
if __name__ == "__main__":
    main()

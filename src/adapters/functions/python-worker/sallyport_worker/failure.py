import os
import sys
import traceback

OUR_FILES = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep


class RuntimeFailure(Exception):
    """A failure that the runtime itself names, such as `Runtime.HandlerNotFound`."""

    def __init__(self, error_type, message, stack_trace=()):
        super().__init__(message)
        self.error_type = error_type
        self.stack_trace = list(stack_trace)


def describe(error):
    """What Lambda says of whatever a function raised."""
    if isinstance(error, RuntimeFailure):
        return {"errorMessage": str(error), "errorType": error.error_type, "stackTrace": error.stack_trace}
    frames = traceback.extract_tb(error.__traceback__)
    while frames and frames[0].filename.startswith(OUR_FILES):
        del frames[0]
    name = type(error).__name__
    return {"errorMessage": str(error), "errorType": name, "stackTrace": traceback.format_list(frames)}


def tell(failure):
    """Prints it, as Lambda's runtime does to the function's log."""
    lines = ["[ERROR] {errorType}: {errorMessage}\n".format(**failure)]
    if failure["stackTrace"]:
        lines += ["Traceback (most recent call last):\n", *failure["stackTrace"]]
    sys.stderr.write("".join(lines))

import logging
import sys
import time

# Of the call that runs, or that ran last.
request_id = ""


class _ToOutput(logging.Handler):
    def emit(self, record):
        record.aws_request_id = request_id
        sys.stdout.write(self.format(record))


def write_log():
    """Lines of `logging` are printed as Lambda's runtime prints them."""
    formatter = logging.Formatter(
        "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n", "%Y-%m-%dT%H:%M:%S"
    )
    formatter.converter = time.gmtime
    handler = _ToOutput()
    handler.setFormatter(formatter)
    logging.getLogger().addHandler(handler)

import json
import os
from decimal import Decimal

from . import log
from .context import LambdaContext
from .failure import RuntimeFailure, describe, tell

TRACE = "_X_AMZN_TRACE_ID"


def answer(handler, call, facts):
    """Runs one call, and yields the message that answers it. What ends the process, such as `sys.exit`, ends it."""
    request_id = call["requestId"]
    log.request_id = request_id
    # Where Lambda's runtime puts it, for each call anew.
    os.environ.pop(TRACE, None)
    if "traceId" in call:
        os.environ[TRACE] = call["traceId"]
    try:
        context = LambdaContext(request_id, call["deadline"], facts["functionArn"])
        payload = _marshal(handler(json.loads(call["payload"]), context), facts["runtime"])
    except Exception as error:
        failure = describe(error)
        tell(failure)
        return {"kind": "error", "requestId": request_id, "isFatal": False, **failure}
    return {"kind": "result", "requestId": request_id, "payload": payload}


def _marshal(response, runtime):
    if isinstance(response, bytes):
        return response.decode("utf-8", "replace")
    # Older runtimes escape whatever is not ASCII, which counts where an answer is measured.
    is_escaped = int(runtime.split(".")[1]) < 12
    try:
        text = json.dumps(response, default=_encode, ensure_ascii=is_escaped)
        # Half a character cannot travel.
        text.encode()
        return text
    except Exception as error:
        raise RuntimeFailure("Runtime.MarshalError", "Unable to marshal response: {}".format(error)) from error


def _encode(value):
    """What Lambda's encoder knows beyond Python's own."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, bytes):
        return value.decode()
    raise TypeError("Object of type {} is not JSON serializable".format(type(value).__name__))

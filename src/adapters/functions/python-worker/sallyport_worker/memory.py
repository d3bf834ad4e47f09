import os

MEGABYTE = 1_048_576
# Beyond the function's own: interpreters and libraries reserve more than they use.
ALLOWANCE = 1_024


def limit_memory():
    """A leak ends in a MemoryError here, and not where this machine has no memory left."""
    try:
        import resource

        most = (int(os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]) + ALLOWANCE) * MEGABYTE
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    except (ImportError, OSError, ValueError):
        # A platform without such a limit, or one that is lower already.
        return

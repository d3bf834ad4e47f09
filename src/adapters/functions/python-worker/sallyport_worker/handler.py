import importlib
import sys

from .failure import RuntimeFailure


def load_handler(name):
    """Finds and loads `folder/module.function`, as Lambda's runtime does, and refuses as it does."""
    try:
        module_name, function_name = name.rsplit(".", 1)
    except ValueError as error:
        raise RuntimeFailure("Runtime.MalformedHandlerName", "Bad handler '{}': {}".format(name, error)) from error
    module = _import_module(module_name)
    try:
        return getattr(module, function_name)
    except AttributeError:
        text = "Handler '{}' missing on module '{}'".format(function_name, module_name)
        raise RuntimeFailure("Runtime.HandlerNotFound", text) from None


def _import_module(name):
    if name.split(".")[0] in sys.builtin_module_names:
        text = "Cannot use built-in module {} as a handler module".format(name)
        raise RuntimeFailure("Runtime.BuiltInModuleConflict", text)
    try:
        return importlib.import_module(name.replace("/", "."))
    except ImportError as error:
        text = "Unable to import module '{}': {}".format(name, error)
        raise RuntimeFailure("Runtime.ImportModuleError", text) from error
    except SyntaxError as error:
        text = "Syntax error in module '{}': {}".format(name, error)
        place = '  File "{}" Line {}\n    {}'.format(error.filename, error.lineno, error.text)
        raise RuntimeFailure("Runtime.UserCodeSyntaxError", text, [place]) from error

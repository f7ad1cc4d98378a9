"""What an import brings with it that nobody needs."""
import sys


def leave_out_address_grammar() -> None:
    """Keep jsonschema from building a grammar of internet addresses: it takes a second, and no notebook needs it."""
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # to Python: not installed

"""A link as a QR code, drawn here: no other server hears of the link."""

from __future__ import annotations

from playground.errors import PlaygroundError
from playground.wording import _


def qr_svg(text: str) -> str:
    """Return the QR code of a text as SVG: black on white, with the quiet zone of 4 modules.

    Raises
    ------
    PlaygroundError
        When the text is too long for a QR code.
    """
    import segno  # here, as nothing else needs it

    try:
        code = segno.make_qr(text, error="m")
    except segno.DataOverflowError:
        raise PlaygroundError(
            _("this link is too long for a QR code; hide or lock groups instead of single fields.")
        ) from None
    svg: str = code.svg_inline(dark="#000", light="#fff", border=4, omitsize=True)
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)

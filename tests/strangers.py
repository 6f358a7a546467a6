"""What a stranger may write where a name is asked for: each would be more than text somewhere, if
it were let.
"""

from __future__ import annotations

ELSEWHERE = "evil.example"
HOSTILE = (
    f"![x](http://{ELSEWHERE}/p.png)",
    f"[log in again](https://{ELSEWHERE}/login)",
    f"<https://{ELSEWHERE}>",
    f"www.{ELSEWHERE}",
    f"https://{ELSEWHERE}/x",
    f"me@{ELSEWHERE}",
    f'<a href="http://{ELSEWHERE}">click</a>',
    f"<img src=http://{ELSEWHERE}/i.png onerror=alert(1)>",
    f"$\\href{{http://{ELSEWHERE}}}{{x}}$",
    ":red[x]",
    ":material/warning:",
    ":streamlit:",
    ":smile:",
    "`code`",
    "**b**",
    "a | b",
    "# heading",
    "1. item",
    "&lt;b&gt;",
    "%{customdata}",
)
#: Signs that steer a terminal or the direction of reading; none of them is ever shown as it came.
STEERING = ("\u202egnp.exe", "a\x00b", "\x1b[2Jgone", "one\ntwo")

"""How the report of a batch looks: light or dark as the reader's, on a narrow screen, on paper.

Not here: what it says (``core.batch.page``).
"""

from __future__ import annotations

__all__ = ["DARK", "LIGHT", "STYLE"]

LIGHT = {"back": "#ffffff", "text": "#1b1d21", "soft": "#565d68", "line": "#cfd3d9",
         "bad": "#b3261e", "bar": "#1f5fbf"}  # fmt: skip
DARK = {"back": "#16181c", "text": "#e8eaed", "soft": "#a9b0bb", "line": "#43474f",
        "bad": "#ff8a80", "bar": "#7ab0ff"}  # fmt: skip
"""Colours by their part: ground, text, lesser text, lines, what failed, bars and links."""


def _variables(colours: dict[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in colours.items())


PAPER = "color-scheme: light; " + _variables(LIGHT)
"""Paper is white, whatever the screen is."""

STYLE = f"""
:root {{ {PAPER} }}
@media (prefers-color-scheme: dark) {{ :root {{ color-scheme: dark; {_variables(DARK)} }} }}
* {{ box-sizing: border-box; }}
body {{ font: 14px/1.5 system-ui, sans-serif; margin: 32px auto; max-width: 1184px;
  padding: 0 16px; background: var(--back); color: var(--text); }}
h1 {{ font-size: 22px; margin: 0 0 8px; }} h2 {{ font-size: 16px; margin: 40px 0 8px; }}
p {{ margin: 0 0 8px; }} a {{ color: var(--bar); }}
.soft {{ color: var(--soft); }} small {{ font-size: 12px; font-weight: 400; color: var(--soft); }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: 0 16px; margin: 16px 0; }}
dt {{ color: var(--soft); }} dd {{ margin: 0; overflow-wrap: anywhere; }}
ul {{ margin: 0; padding-left: 24px; }} li {{ overflow-wrap: anywhere; }}
table {{ border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }}
caption {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }}
th, td {{ text-align: left; vertical-align: top; padding: 8px;
  border-bottom: 1px solid var(--line); font-weight: 400; }}
thead th {{ font-weight: 600; vertical-align: bottom; }}
.items th[scope=row] {{ width: 26%; min-width: 184px; overflow-wrap: anywhere; }}
th[scope=rowgroup] {{ min-width: 120px; overflow-wrap: anywhere; }}
td.most {{ white-space: nowrap; }} .items small {{ display: block; }}
.state, .number, .pictures {{ white-space: nowrap; }} .number {{ text-align: right; }}
.failed .state {{ color: var(--bad); font-weight: 600; }}
.notes {{ min-width: 200px; overflow-wrap: anywhere; }} .notes p {{ margin: 0; }}
.pictures img {{ vertical-align: top; border: 1px solid var(--line); max-width: 114px; }}
.pictures img + img {{ margin-left: 4px; }}
.bars {{ display: flex; gap: 2px; align-items: flex-end; height: 40px; }}
.bars span {{ width: 12px; min-height: 1px; background: var(--bar); }}
.bars span.none {{ background: var(--line); }}
@media screen and (max-width: 760px) {{
  .items thead {{ display: none; }}
  .items, .items tbody, .items tr, .items th, .items td {{ display: block; width: auto; }}
  .items tr {{ padding: 8px 0; border-bottom: 1px solid var(--line); }}
  .items th[scope=row] {{ width: auto; font-weight: 600; }}
  .items th, .items td {{ padding: 2px 0; border: none; text-align: left; white-space: normal; }}
  .items td:empty {{ display: none; }}
  .items td[data-label]::before {{ content: attr(data-label) ": "; color: var(--soft); }}
  .most {{ display: none; }} .bars span {{ width: 8px; gap: 1px; }}
}}
@media print {{
  :root {{ {PAPER} }}
  body {{ font-size: 11px; margin: 0; max-width: none; padding: 0; }} small {{ font-size: 10px; }}
  tr, li {{ break-inside: avoid; }} h2 {{ break-after: avoid; }}
  thead {{ display: table-header-group; }}
  a {{ color: inherit; text-decoration: none; }}
  .pictures img {{ max-width: 84px; }}
  img, .bars span {{ print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
}}
"""

"""The lesson in the sidebar: tabs, the list of lessons, and the card of a step."""

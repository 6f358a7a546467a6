"""For teachers: present mode, the link of a room, and what readers hand in."""

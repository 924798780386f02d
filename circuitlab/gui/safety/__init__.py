"""What keeps work from being lost: unsaved work put down beside, and what else writes the file."""

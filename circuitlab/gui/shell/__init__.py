"""The frame of the window: commands, menus, bars, panels, dialogs."""

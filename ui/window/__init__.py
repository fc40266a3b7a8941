"""The main window around the pages: navigation, status, shortcuts."""

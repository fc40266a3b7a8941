"""What a form is and how it looks, as data that an office can edit."""

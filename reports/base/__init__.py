"""What a form, letter or workbook is made of before anyone decides how it looks."""

"""Tables over rows in memory: columns, cells, and what is clicked and filtered in them."""

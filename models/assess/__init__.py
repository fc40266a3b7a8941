"""考核: a scheme as data, scores with the records behind them."""

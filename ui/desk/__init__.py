"""工作台: what is due, what came back, the year's figures."""

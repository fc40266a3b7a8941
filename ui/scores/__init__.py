"""考核评分: points, explanations, freezing."""

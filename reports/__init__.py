"""Forms on paper and in workbooks; imports models, never Qt."""

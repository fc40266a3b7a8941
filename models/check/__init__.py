"""校验: findings over records before they are submitted."""

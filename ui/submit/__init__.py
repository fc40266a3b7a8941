"""校验与报送: findings, zero reports, packages, receipts."""

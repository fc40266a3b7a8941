"""报送情况: who has reported, remarks, 通过 and 退回."""

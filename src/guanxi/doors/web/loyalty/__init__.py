"""Who leaves, why, where to, and who stays (客户忠诚)."""

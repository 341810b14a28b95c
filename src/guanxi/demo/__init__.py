"""The demo bank (演示银行): extract files of an invented bank, written as a bank would deliver them."""

"""Models (模型): closed formulas and statistics of single subjects, one file each."""

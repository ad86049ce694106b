"""What the window draws as curves and bars. pyqtgraph is imported when the first curve is drawn."""

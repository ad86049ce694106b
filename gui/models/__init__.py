"""What the tabs observe: Qt-side models over the backend's values."""

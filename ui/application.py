"""The window's process: Qt's application object and the first window."""


def run(argv: list[str]) -> int:
    """Open the window and return the exit code when it is closed."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication(["法治台账", *argv])
    window = QMainWindow()
    window.setWindowTitle("法治台账")
    window.show()
    return application.exec()

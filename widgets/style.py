"""The style sheet: the only one. ``@token``, ``$size`` and ``$arrow`` are filled in by ``widgets/theme.py``.

Roles: panel, bar, strip, rail, chip, title, heading, secondary, small, value, clock, primary, link, switch.
States: normal, notice, warning, critical, shelved.
"""

STYLE = """
QWidget { color: @text; }
QMainWindow, QDialog, QWidget[role="ground"] { background: @ground; }
QDialog { border: 1px solid @line; }
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 6px; }

QFrame[role="panel"], QWidget[role="panel"] { background: @panel; border: 1px solid @line; border-radius: 5px; }
QWidget[role="bar"] { background: @panel; border: none; border-bottom: 1px solid @line; }
QWidget[role="strip"] { background: @panel; border: none; border-top: 1px solid @line; }
QWidget[role="rail"] { background: @panel; border: none; border-right: 1px solid @line; }

QLabel { background: transparent; border: none; }
QLabel[role="title"] { font-size: $size_heading; font-weight: 600; }
QLabel[role="heading"] { font-size: $size_heading; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="secondary"] { color: @secondary; }
QLabel[role="small"] { color: @secondary; font-size: $size_small; }
QLabel[role="value"] { font-size: 26px; font-weight: 600; }
QLabel[role="clock"] { font-size: $size_clock; }
QLabel[role="sample"] { color: @text; border: 1px dashed @normal; border-radius: 4px; padding: 1px 8px; }
*[state="critical"] { color: @critical; }
*[state="warning"] { color: @warning; }
*[state="notice"] { color: @notice; }
*[state="shelved"] { color: @shelved; }

QPushButton, QToolButton {
    background: @raised; color: @text; border: 1px solid @line; border-radius: 4px; padding: 4px 10px;
}
QPushButton:hover, QToolButton:hover { background: @hover; }
QPushButton:pressed, QToolButton:pressed { background: @line; }
QPushButton:checked, QToolButton:checked { background: @hover; border-color: @secondary; }
QPushButton:disabled, QToolButton:disabled { color: @normal; background: @panel; }
QPushButton:focus, QToolButton:focus { border: 2px solid @focus; padding: 3px 9px; }
QPushButton[role="primary"] {
    background: @text; color: @ground; border: 1px solid @text; font-weight: 600;
}
QPushButton[role="primary"]:hover { background: @focus; }
QPushButton[role="primary"]:focus { border: 2px solid @notice; }
QPushButton[role="primary"]:disabled { background: @panel; color: @normal; border-color: @line; }
QPushButton[role="chip"] { background: @ground; padding: 3px 9px; }
QPushButton[role="chip"]:focus { padding: 2px 8px; }
QPushButton[role="link"] {
    background: transparent; color: @secondary; border: 1px solid transparent; padding: 3px 6px;
}
QPushButton[role="link"]:hover { color: @text; }
QPushButton[role="link"]:focus { border: 2px solid @focus; padding: 2px 5px; }
QPushButton[role="switch"] {
    background: transparent; color: @secondary; border: 1px solid transparent; padding: 3px 5px;
}
QPushButton[role="switch"]:checked { color: @text; font-weight: 600; border-color: @line; background: @raised; }
QPushButton[role="switch"]:hover { color: @text; }
QPushButton[role="switch"]:focus { border: 2px solid @focus; padding: 2px 4px; }
QFrame[role="rule"] { background: @line; border: none; }
QToolButton[role="rail"] {
    background: transparent; border: none; border-left: 3px solid transparent; border-radius: 0;
    padding: 8px 2px 6px 0px; color: @secondary;
}
QToolButton[role="rail"]:hover { background: @raised; color: @text; }
QToolButton[role="rail"]:checked { background: @raised; color: @text; border-left: 3px solid @focus; }
QToolButton[role="rail"]:focus { background: @hover; color: @text; }
QToolButton[role="menu"]::menu-indicator { image: none; }

QLineEdit, QComboBox, QDateEdit, QDateTimeEdit, QSpinBox, QPlainTextEdit, QTextEdit {
    background: @ground; color: @text; border: 1px solid @line; border-radius: 4px; padding: 4px 8px;
    selection-background-color: @hover; selection-color: @text;
}
QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QDateTimeEdit:focus, QSpinBox:focus,
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid @focus; padding: 3px 7px; }
QComboBox::drop-down { border: none; background: transparent; width: 24px; }
QComboBox::down-arrow { image: url("$arrow"); width: 10px; height: 6px; }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @line; selection-background-color: @hover; }

QAbstractItemView {
    background: @panel; alternate-background-color: @panel; outline: none; gridline-color: @line;
    border: 1px solid transparent; border-radius: 3px;
    selection-background-color: @hover; selection-color: @text;
}
QAbstractItemView:focus { border-color: @focus; }
QAbstractItemView::item { padding: 4px 8px; border: none; }
QTableView::item, QTreeView::item { border-bottom: 1px solid @raised; }
QAbstractItemView::item:selected { background: @hover; color: @text; }
QHeaderView { background: @panel; }
QHeaderView::section {
    background: @panel; color: @secondary; border: none; border-bottom: 1px solid @line; padding: 5px 8px;
}
QTableCornerButton::section { background: @panel; border: none; }

QTabWidget::pane { border: 1px solid @line; border-radius: 4px; }
QTabBar::tab { background: transparent; color: @secondary; padding: 6px 12px; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @focus; }
QTabBar::tab:hover { color: @text; }
QTabBar:focus { border: 1px solid @focus; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @faint; border-radius: 4px; min-height: 28px; min-width: 28px; margin: 1px; }
QScrollBar::handle:hover { background: @normal; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: @line; }

QMenuBar { background: @panel; border: none; padding: 0; }
QMenuBar::item { background: transparent; padding: 5px 9px; color: @secondary; }
QMenuBar::item:selected { background: @hover; color: @text; }
QMenu { background: @raised; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 26px 6px 14px; border-radius: 3px; }
QMenu::item:selected { background: @hover; }
QMenu::item:disabled { color: @normal; }
QMenu::separator { height: 1px; background: @line; margin: 4px 6px; }
QCheckBox, QRadioButton { spacing: 6px; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid @focus; border-radius: 3px; }
QProgressBar { background: @ground; border: 1px solid @line; border-radius: 3px; text-align: center; }
QProgressBar::chunk { background: @normal; }

/* Headings stand over their columns: an item view adds 3 px inside the padding of its items. */
QHeaderView::section { padding: 5px 11px; }
/* The box that puts a series into the comparison: hollow or filled, plain to see on either theme. */
QTreeView::indicator { width: 12px; height: 12px; border: 1px solid @secondary; border-radius: 3px; }
QTreeView::indicator:checked { background: @text; border-color: @text; }
"""

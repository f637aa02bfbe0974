"""The country page as a file: as what, and in which languages."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner.i18n import PAPER_LANGUAGES, _, current
from planner.services.occasions import FORMATS
from planner.ui.context import Context
from planner.ui.dialogs.forms import field_grid, say_failure
from planner.ui.dialogs.paper_setting import small_combo
from planner.ui.locale import PAPER_LANGUAGE_NAMES
from planner.ui.widgets.label import Label


class CountryPaperDialog(QDialog):
    """Stays open when the file could not be written."""

    def __init__(
        self, context: Context, code: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._code = context, code
        self.setWindowTitle(_("Country page: {name}").format(name=name))
        self.form, self.language, self.second = (small_combo(self) for _number in range(3))
        for form, title in FORMATS.items():
            self.form.addItem(_(title), form)
        self.second.addItem(_("no second language"), "")
        for one in PAPER_LANGUAGES:
            for box in (self.language, self.second):
                box.addItem(PAPER_LANGUAGE_NAMES[one], one)
        self.language.setCurrentIndex(max(0, self.language.findData(current().code)))
        self.error = Label("", "danger", wrap=True, parent=self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.save = self.buttons.addButton(_("Save…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._arrange()

    def _arrange(self) -> None:
        grid = field_grid()
        for title, box in (
            (_("As"), self.form),
            (_("Language"), self.language),
            (_("Second language"), self.second),
        ):
            box.setAccessibleName(title)
            grid.addRow(Label(title), box)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self.save.setDefault(True)
        self.buttons.accepted.connect(self.start)
        self.buttons.rejected.connect(self.reject)
        about = _(
            "For our own office: what is known of the country, and all that there is with it."
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(Label(about, "text2", wrap=True, parent=self))
        rows.addLayout(grid)
        rows.addWidget(self.error)
        rows.addWidget(self.buttons)
        self.error.hide()
        self.resize(440, rows.totalHeightForWidth(440))

    @property
    def languages(self) -> tuple[str, ...]:
        codes = (str(self.language.currentData()), str(self.second.currentData()))
        return tuple(dict.fromkeys(code for code in codes if code))

    def start(self) -> None:
        """Ask where to, then write in a task."""
        ending = str(self.form.currentData())
        papers, code, languages = self._context.planner.country_papers, self._code, self.languages
        name = papers.file_name(code, ending)
        kinds = [f"{self.form.currentText()} (*.{ending})"]
        path = self._context.files.save(self, self.windowTitle(), name, kinds, "export")
        if path is None:
            return
        if path.suffix.lower() != f".{ending}":
            path = path.with_name(f"{path.name}.{ending}")
        self.save.setEnabled(False)
        self._context.tasks.run(
            lambda _progress: papers.write(path, code, languages),
            lambda _nothing: self._written(path.name),
            self._failed,
            _("Writing files"),
        )

    def _written(self, name: str) -> None:
        self._context.messages.toast(_("{name} was written").format(name=name))
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.save.setEnabled(True)
        say_failure(error, self.error, self._context.messages)

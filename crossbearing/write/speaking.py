"""Templates in one language. Messages are looked up when a template is compiled, so that a page costs no more for them.

A page of a long story says some thousands of messages. Each as a call while the page is written took a third more time.
"""

from __future__ import annotations

import re

from jinja2 import BaseLoader, Environment, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer

from crossbearing.messages import Language

_VALUE = re.compile(r"%(?:\((\w+)\)s|(%))")


class _Inlining(NodeTransformer):
    """Calls of gettext in a template → the words, and the values between them as they are."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def visit_Output(self, node: nodes.Output) -> list[nodes.Stmt]:  # noqa: N802 - Jinja's
        made: list[nodes.Stmt] = [nodes.Output([])]
        for each in node.nodes:
            together = made[-1].nodes if isinstance(made[-1], nodes.Output) else []
            if isinstance(each, nodes.Call) and (form := self._form(each)):
                together += self._written(form, each)
            elif isinstance(each, nodes.Call) and _called(each) == "ngettext" and self._language.is_english:
                one, many, number = each.args
                test = nodes.Compare(number, [nodes.Operand("eq", nodes.Const(1))])
                forms = [[nodes.Output(self._written(form.as_const(), each))] for form in (one, many)]
                made += [nodes.If(test, forms[0], [], forms[1]), nodes.Output([])]
            else:
                together.append(self.visit(each))
        return made

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's
        form = self._form(node)
        return self.generic_visit(node) if not form or node.kwargs else nodes.TemplateData(form.replace("%%", "%"))

    def _form(self, call: nodes.Call) -> str:
        """What a call of gettext says in the language; "" for any other call."""
        if _called(call) not in ("_", "gettext") or not isinstance(call.args[0], nodes.Const):
            return ""
        return self._language.form(call.args[0].value)

    def _written(self, form: str, call: nodes.Call) -> list[nodes.Expr]:
        """A message with its values."""
        values = {"num": call.args[-1], **{each.key: self.visit(each.value) for each in call.kwargs}}
        made: list[nodes.Expr] = []
        at = 0
        for found in _VALUE.finditer(form):
            made.append(nodes.TemplateData(form[at : found.start()] + (found[2] or "")))
            made += [values[found[1]]] if found[1] else []
            at = found.end()
        return [*made, nodes.TemplateData(form[at:])]


def _called(call: nodes.Call) -> str:
    return call.node.name if isinstance(call.node, nodes.Name) else ""


class _Generator(CodeGenerator):
    environment: Speaking

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's
        _Inlining(self.environment.language).visit(node)
        super().visit_Template(node, frame)


class Speaking(Environment):
    """Templates that say `_("…")` and `{% trans %}…{% endtrans %}` in a language."""

    code_generator_class = _Generator
    newstyle_gettext = True
    """Of the extension: messages are formatted by what looks them up."""

    def __init__(self, language: Language, loader: BaseLoader) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=["jinja2.ext.i18n"],
            finalize=None if language.is_english else language.say,  # English messages say themselves
        )
        self.language = language
        self.globals |= {"_": language.gettext, "gettext": language.gettext, "ngettext": language.ngettext}
        self.globals["page_language"] = language.code

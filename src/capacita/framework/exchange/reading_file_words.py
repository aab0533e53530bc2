"""The words that only the file to read needs, beside those of all files for people; translated by machine as well."""

from collections.abc import Mapping
from typing import Final

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "contents": "In this file",
        "content": "The framework",
        "principles": "Principles it serves",
        "identifier": "Identifier",
        "digest": "Digest",
        "marked": "Translated by a machine, not reviewed: marked like this line.",
    },
    "fr": {
        "contents": "Dans ce fichier",
        "content": "Le référentiel",
        "principles": "Principes qu’il sert",
        "identifier": "Identifiant",
        "digest": "Empreinte",
        "marked": "Traduit par une machine, non relu : marqué comme cette ligne.",
    },
    "es": {
        "contents": "En este archivo",
        "content": "El marco",
        "principles": "Principios a los que sirve",
        "identifier": "Identificador",
        "digest": "Huella digital",
        "marked": "Traducido por una máquina, sin revisar: marcado como esta línea.",
    },
    "ru": {
        "contents": "В этом файле",
        "content": "Рамка",
        "principles": "Принципы, которым он служит",
        "identifier": "Идентификатор",
        "digest": "Контрольная сумма",
        "marked": "Переведено машиной, не проверено: отмечено так же, как эта строка.",
    },
    "ar": {
        "contents": "في هذا الملف",
        "content": "الإطار",
        "principles": "المبادئ التي يخدمها",
        "identifier": "المعرّف",
        "digest": "البصمة الرقمية",
        "marked": "ترجمة آلية لم تُراجَع: معلَّمة مثل هذا السطر.",
    },
    "zh": {
        "contents": "本文件内容",
        "content": "框架",
        "principles": "所服务的原则",
        "identifier": "标识符",
        "digest": "摘要值",
        "marked": "机器翻译，未经审校：标记方式与本行相同。",
    },
}


def reading_words(language: str) -> Mapping[str, str]:
    """Return the words of the file in a language, in English where it is none of the six."""
    return _WORDS.get(language.partition("-")[0], _WORDS["en"])

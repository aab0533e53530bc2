"""The words of the output sheet in six languages, each behind a code: a filled sheet reads the same in any of them.

Translations are ours and nobody has reviewed them yet; the sheet says so. The codes never change, the words may.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

SHEET_LANGUAGES: Final = ("en", "fr", "es", "ar", "ru", "zh")

_WORDS: Final[Mapping[str, tuple[str, str, str, str, str, str]]] = {
    # Names of the tables; a workbook allows 31 characters and none of []:*?/\
    "table.about": ("About", "À propos", "Datos", "بيانات", "Сведения", "概况"),
    "table.participation": ("Participation", "Participation (nombres)", "Participación", "المشاركة", "Участие", "参与情况"),
    "table.contributions": ("Contributions", "Contributions (points)", "Aportes", "المساهمات", "Предложения", "意见"),
    "table.competencies": ("Competencies", "Compétences", "Competencias", "الكفاءات", "Компетенции", "能力"),
    "table.examples": ("Examples", "Exemples", "Ejemplos", "أمثلة", "Примеры", "案例"),
    "table.quotes": ("Quotes", "Citations", "Citas", "اقتباسات", "Цитаты", "引语"),
    # Headings
    "column.question": ("Question", "Question posée", "Pregunta", "السؤال", "Вопрос", "问题"),
    "column.answer": ("Answer", "Réponse", "Respuesta", "الجواب", "Ответ", "回答"),
    "column.code": ("Code", "Code (ne pas modifier)", "Código", "الرمز", "Код", "代码"),
    "column.counted": ("Count of", "Nombre selon", "Recuento por", "العدد حسب", "Подсчёт по признаку", "统计类别"),
    "column.group": ("Group", "Groupe", "Grupo", "الفئة", "Группа", "组别"),
    "column.number": (
        "Number of people", "Nombre de personnes", "Número de personas", "عدد الأشخاص", "Число людей", "人数",
    ),
    "column.item": ("Item", "Élément", "Elemento", "البند", "Пункт", "条目"),
    "column.name": (
        "Name of the item", "Nom de l’élément", "Nombre del elemento", "اسم البند", "Название пункта", "条目名称",
    ),
    "column.part": ("Part", "Partie", "Parte", "الجزء", "Часть", "部分"),
    "column.verdict": ("Verdict", "Avis", "Dictamen", "الحكم", "Решение", "处理意见"),
    "column.said": ("What was said", "Ce qui a été dit", "Lo que se dijo", "ما قيل", "Что было сказано", "发言内容"),
    "column.reason": ("Reason", "Raison", "Motivo", "السبب", "Причина", "理由"),
    "column.priority": (
        "Priority (1 to 5)", "Priorité (1 à 5)", "Prioridad (1 a 5)", "الأولوية (1 إلى 5)", "Важность (от 1 до 5)",
        "优先程度（1至5）",
    ),
    "column.suggestion": (
        "Suggested wording", "Formulation proposée", "Redacción propuesta", "الصياغة المقترحة",
        "Предлагаемая формулировка", "建议措辞",
    ),
    "column.language": ("Language", "Langue", "Idioma", "اللغة", "Язык", "语言"),
    "column.speaker": ("Speaker", "Qui parle", "Quién habla", "المتحدث", "Кто говорит", "发言者"),
    "column.quote": (
        "May be quoted", "Peut être cité", "Se puede citar", "هل يجوز الاقتباس", "Можно ли цитировать", "可否引用",
    ),
    "column.rank": ("Rank", "Rang", "Orden", "الترتيب", "Место", "排序"),
    "column.competency": (
        "Competency in the words of participants", "Compétence dans les mots des participants",
        "Competencia en palabras de los participantes", "الكفاءة بكلمات المشاركين", "Компетенция словами участников",
        "参与者所说的能力",
    ),
    "column.meaning": (
        "What it means here", "Ce que cela veut dire ici", "Qué significa aquí", "ما معناها هنا",
        "Что это значит здесь", "在本地的含义",
    ),
    "column.why": (
        "Why it matters", "Pourquoi c’est important", "Por qué importa", "لماذا هي مهمة", "Почему это важно", "为何重要",
    ),
    "column.title": ("Title", "Titre", "Título", "العنوان", "Название", "标题"),
    "column.shows": (
        "What it shows", "Ce que cela montre", "Qué muestra", "ما الذي يبيّنه", "Что он показывает", "说明了什么",
    ),
    "column.where": (
        "Where to find it", "Où le trouver", "Dónde encontrarlo", "أين يوجد", "Где найти", "在哪里可以找到",
    ),
    "column.shared": (
        "May be passed on", "Peut être transmis", "Se puede difundir", "هل يجوز نشره", "Можно ли передавать", "可否转发",
    ),
    "column.words": ("Exact words", "Mots exacts", "Palabras exactas", "الكلمات بنصها", "Точные слова", "原话"),
    # Questions of the first table
    "question.consultation": ("Consultation", "Consultation (identifiant)", "Consulta", "المشاورة", "Консультация", "磋商"),
    "question.kind": (
        "Kind of output", "Type de résultat", "Tipo de resultado", "نوع النتيجة", "Вид результатов", "成果类型",
    ),
    "question.version": (
        "Version of the draft", "Version du projet", "Versión del borrador", "نسخة المسودة", "Версия проекта", "草案版本",
    ),
    "question.received": (
        "Sent on (year-month-day)", "Envoyé le (année-mois-jour)", "Enviado el (año-mes-día)",
        "تاريخ الإرسال (سنة-شهر-يوم)", "Отправлено (год-месяц-день)", "发送日期（年-月-日）",
    ),
    "question.language": ("Language", "Langue", "Idioma", "اللغة", "Язык", "语言"),
    "question.typed_by": (
        "Typed by (function, no name)", "Saisi par (fonction, sans nom)", "Escrito por (función, sin nombre)",
        "من كتبه (الوظيفة دون اسم)", "Кем набрано (должность, без имени)", "录入人（职务，不写姓名）",
    ),
    "question.context": (
        "Situation here", "Situation ici", "Situación aquí", "الوضع هنا", "Положение здесь", "本地情况",
    ),
    "question.hurdle": ("Hurdle", "Obstacle", "Obstáculo", "عقبة", "Препятствие", "障碍"),
    "question.recommendation": (
        "Recommendation, and who should act", "Recommandation, et qui devrait agir",
        "Recomendación, y quién debería actuar", "توصية، ومن ينبغي أن يعمل بها",
        "Рекомендация и кто должен действовать", "建议及应由谁行动",
    ),
    "question.divergence": ("Disagreement", "Désaccord", "Desacuerdo", "اختلاف في الرأي", "Разногласие", "分歧"),
    # Kinds of output
    "kind.review": (
        "review of a draft", "examen d’un projet", "revisión de un borrador", "مراجعة مسودة", "обсуждение проекта",
        "审阅草案",
    ),
    "kind.exploratory": (
        "exploratory, without a draft", "exploratoire, sans projet", "exploratorio, sin borrador", "استكشافي دون مسودة",
        "поисковый, без проекта", "探索性，无草案",
    ),
    # What is counted, and the groups that are the same everywhere
    "counted.all": ("all", "tous", "todos", "الجميع", "все", "全部"),
    "counted.stakeholder": (
        "stakeholder", "type de participant", "tipo de participante", "صفة المشارك", "вид участников", "参与者类别",
    ),
    "counted.gender": ("gender", "genre", "género", "الجنس", "пол", "性别"),
    "counted.age": ("age", "âge", "edad", "العمر", "возраст", "年龄"),
    "counted.region": ("region", "région", "región", "المنطقة", "регион", "地区"),
    "all.participants": ("participants", "participants (total)", "participantes", "المشاركون", "участники", "参与者"),
    "gender.woman": ("woman", "femme", "mujer", "امرأة", "женщина", "女"),
    "gender.man": ("man", "homme", "hombre", "رجل", "мужчина", "男"),
    "gender.other": ("other", "autre", "otro", "غير ذلك", "иное", "其他"),
    "gender.not stated": ("not stated", "non indiqué", "no indicado", "غير مذكور", "не указано", "未说明"),
    "age.under 25": ("under 25", "moins de 25 ans", "menos de 25", "أقل من 25", "до 25", "25岁以下"),
    "age.25 to 34": ("25 to 34", "25 à 34 ans", "25 a 34", "25 إلى 34", "25–34", "25至34岁"),
    "age.35 to 44": ("35 to 44", "35 à 44 ans", "35 a 44", "35 إلى 44", "35–44", "35至44岁"),
    "age.45 to 54": ("45 to 54", "45 à 54 ans", "45 a 54", "45 إلى 54", "45–54", "45至54岁"),
    "age.55 and over": ("55 and over", "55 ans et plus", "55 o más", "55 فأكثر", "55 и старше", "55岁及以上"),
    "age.not stated": ("not stated", "non indiqué", "no indicado", "غير مذكور", "не указано", "未说明"),
    "stakeholder.civil_servants": (
        "Civil servants", "Agents publics", "Funcionarios públicos", "موظفون عموميون", "Государственные служащие",
        "公务员",
    ),
    "stakeholder.local_governments": (
        "Cities and local governments", "Villes et collectivités locales", "Ciudades y gobiernos locales",
        "المدن والحكومات المحلية", "Города и местные органы власти", "城市和地方政府",
    ),
    "stakeholder.parliament": (
        "Members and staff of parliament", "Parlementaires et personnel du parlement",
        "Integrantes y personal del parlamento", "أعضاء البرلمان وموظفوه", "Депутаты и сотрудники парламента",
        "议员和议会工作人员",
    ),
    "stakeholder.judiciary": (
        "Judges and staff of courts", "Juges et personnel des tribunaux", "Jueces y personal de tribunales",
        "القضاة وموظفو المحاكم", "Судьи и сотрудники судов", "法官和法院工作人员",
    ),
    "stakeholder.regulators": (
        "Regulators", "Autorités de régulation", "Organismos reguladores", "هيئات تنظيمية", "Регулирующие органы",
        "监管机构",
    ),
    "stakeholder.unions": (
        "Trade unions and staff associations", "Syndicats et associations du personnel",
        "Sindicatos y asociaciones de personal", "نقابات وجمعيات موظفين", "Профсоюзы и объединения сотрудников",
        "工会和员工协会",
    ),
    "stakeholder.training_institutions": (
        "Institutions that train civil servants", "Institutions de formation des agents publics",
        "Instituciones que forman a funcionarios", "مؤسسات تدريب الموظفين العموميين",
        "Учреждения, обучающие государственных служащих", "公务员培训机构",
    ),
    "stakeholder.researchers": (
        "Public policy researchers", "Chercheurs en politiques publiques", "Investigadores de políticas públicas",
        "باحثون في السياسات العامة", "Исследователи государственной политики", "公共政策研究人员",
    ),
    "stakeholder.academia": ("Universities", "Universités", "Universidades", "الجامعات", "Университеты", "高校"),
    "stakeholder.civil_society": (
        "Civil society", "Société civile", "Sociedad civil", "المجتمع المدني", "Гражданское общество", "民间社会",
    ),
    "stakeholder.private_sector": (
        "Private sector", "Secteur privé", "Sector privado", "القطاع الخاص", "Частный сектор", "私营部门",
    ),
    "stakeholder.international_organisations": (
        "International organisations", "Organisations internationales", "Organizaciones internacionales",
        "المنظمات الدولية", "Международные организации", "国际组织",
    ),
    "stakeholder.other": ("Others", "Autres", "Otros", "آخرون", "Другие", "其他"),
    # What may be chosen
    "verdict.keep": ("keep", "garder", "mantener", "إبقاء", "оставить", "保留"),
    "verdict.change": ("change", "modifier", "cambiar", "تعديل", "изменить", "修改"),
    "verdict.merge": ("merge", "fusionner", "fusionar", "دمج", "объединить", "合并"),
    "verdict.split": ("split", "diviser", "dividir", "تقسيم", "разделить", "拆分"),
    "verdict.new": ("new", "nouveau", "nuevo", "جديد", "новое", "新增"),
    "verdict.remove": ("drop", "supprimer", "suprimir", "حذف", "убрать", "删除"),
    "verdict.comment": ("comment", "commentaire", "comentario", "تعليق", "замечание", "评论"),  # written, never offered
    "part.whole": ("whole", "l’ensemble", "el conjunto", "الكل", "в целом", "整体"),
    "part.title": ("title", "le titre", "el título", "العنوان", "название", "标题"),
    "part.statement": ("statement", "l’énoncé", "el enunciado", "النص", "формулировка", "表述"),
    "part.levels": ("levels", "les niveaux", "los niveles", "المستويات", "уровни", "级别"),
    "part.requirements": ("requirements", "les exigences", "los requisitos", "المتطلبات", "требования", "要求"),
    "part.examples": ("examples", "les exemples", "los ejemplos", "الأمثلة", "примеры", "案例"),
    "quote.no": ("no", "non", "no", "لا", "нет", "否"),
    "quote.anonymous": (
        "anonymous", "oui, anonyme", "sí, anónimo", "نعم، دون اسم", "да, анонимно", "可以，匿名",
    ),
    "quote.stakeholder_type": (
        "with the kind of participant", "oui, avec le type de participant", "sí, con el tipo de participante",
        "نعم، مع صفة المشارك", "да, с видом участника", "可以，注明参与者类别",
    ),
    "shared.yes": ("yes", "oui", "sí", "نعم", "да", "是"),
    "shared.no": ("no", "non", "no", "لا", "нет", "否"),
}  # fmt: skip

# Words that people write beside those that the lists offer; earlier sheets and the briefing have used them.
_ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "table.participation": ("participation",),
    "table.contributions": ("contributions",),
    "question.consultation": ("consultation",),
    "column.question": ("question",),
    "column.code": ("code",),
    "verdict.change": ("reword", "reformuler", "reformular", "إعادة صياغة", "переформулировать", "改写"),
    "verdict.merge": ("join", "regrouper", "unir", "ضم", "соединить"),
    "verdict.split": ("divide", "séparer", "separar", "تجزئة"),
    "verdict.remove": ("remove", "leave out", "retirer", "eliminar", "quitar", "إزالة", "удалить", "исключить", "去掉"),
    "verdict.new": ("add", "nouvelle", "nueva", "إضافة", "новый", "новая", "добавить", "增加"),
    "verdict.keep": ("conserver", "maintenir", "conservar", "الإبقاء", "сохранить"),
    "quote.anonymous": ("yes", "oui", "sí", "نعم", "да", "可以", "是"),
    "gender.woman": ("women", "femmes", "mujeres", "نساء", "женщины", "女性"),
    "gender.man": ("men", "hommes", "hombres", "رجال", "мужчины", "男性"),
}


def sheet_word(code: str, language: str) -> str:
    """Return a word of the sheet in a language, or in English where the sheet does not have that language."""
    name = language.split("-", maxsplit=1)[0].lower()
    return _WORDS[code][SHEET_LANGUAGES.index(name) if name in SHEET_LANGUAGES else 0]


def has_sheet_language(language: str) -> bool:
    """Return whether the sheet has its words in a language."""
    return language.split("-", maxsplit=1)[0].lower() in SHEET_LANGUAGES


def recognise(group: str, text: str) -> str | None:
    """Return the code (``keep``) that a word in any of the six languages stands for in a group (``verdict``), or None.

    Capitals, accents on their own, kinds of spaces, dashes and quotation marks, and the vowel signs of Arabic make no
    difference.
    """
    return _words_of(group).get(_plain(text))


def list_codes(group: str) -> tuple[str, ...]:
    """Return the codes of a group in their order."""
    return tuple(code.partition(".")[2] for code in _WORDS if code.startswith(f"{group}."))


@cache
def _words_of(group: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for code, words in _WORDS.items():
        if code.startswith(f"{group}."):
            name = code.partition(".")[2]
            for word in (name, *words, *_ALSO.get(code, ())):
                found.setdefault(_plain(word), name)
    return found


def _plain(text: str) -> str:
    whole = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(sign for sign in whole if not unicodedata.combining(sign) and sign != "\u0640")
    return re.sub(r"[\W_]+", " ", letters).strip()

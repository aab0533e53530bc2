"""The statements of the demonstration's votes: own wording; the French and the Arabic were made by machine."""

from capacita.vocabulary import LocalizedText, TextOrigin, translated, written


def _texts(english: str, french: str, arabic: str) -> LocalizedText:
    return {
        **written(english),
        "fr": translated(french, english, TextOrigin.MACHINE),
        "ar": translated(arabic, english, TextOrigin.MACHINE),
    }


CLOSED_TITLE = _texts(
    "How should civil servants learn digital skills?",
    "Comment les agents publics devraient-ils acquérir les compétences numériques ?",
    "كيف ينبغي أن يكتسب موظفو الخدمة المدنية المهارات الرقمية؟",
)
CLOSED_ABOUT = _texts(
    "A vote on how the public service of Almara should train its people.",
    "Un vote sur la manière dont le service public d’Almara devrait former ses agents.",
    "تصويت على الطريقة التي ينبغي أن تدرّب بها الخدمة العامة في ألمارا العاملين فيها.",
)
OPEN_TITLE = _texts(
    "What may AI do in public offices?",
    "Que peut faire l’IA dans les administrations ?",
    "ماذا يجوز للذكاء الاصطناعي أن يفعل في الدوائر العامة؟",
)
OPEN_ABOUT = _texts(
    "Say where AI may help, and where a person must decide. Two or three minutes are enough.",
    "Dites où l’IA peut aider et où une personne doit décider. Deux ou trois minutes suffisent.",
    "قل أين يجوز للذكاء الاصطناعي أن يساعد، وأين يجب أن يقرر إنسان. تكفي دقيقتان أو ثلاث.",
)
WHAT_NEXT = _texts(
    "The advisory board of the ministry reads the results at its next meeting and answers in public.",
    "Le conseil consultatif du ministère lit les résultats à sa prochaine réunion et y répond publiquement.",
    "يقرأ المجلس الاستشاري للوزارة النتائج في اجتماعه المقبل ويرد عليها علنًا.",
)
# The leaning of the two camps: how likely each agrees.
CLOSED_STATEMENTS: tuple[tuple[float, float, LocalizedText], ...] = (
    (0.95, 0.94, _texts("Time to learn should be part of working time.", "Le temps d’apprendre doit faire partie du temps de travail.", "ينبغي أن يكون وقت التعلم جزءًا من وقت العمل.")),
    (0.92, 0.93, _texts("Training should use cases from our own offices.", "La formation doit partir de cas de nos propres services.", "ينبغي أن يستخدم التدريب حالات من دوائرنا نحن.")),
    (0.9, 0.12, _texts("Online courses are enough for most digital skills.", "Des cours en ligne suffisent pour la plupart des compétences numériques.", "تكفي الدورات عبر الإنترنت لمعظم المهارات الرقمية.")),
    (0.15, 0.9, _texts("People learn best together in one room.", "On apprend le mieux ensemble, dans une même salle.", "يتعلم الناس على أفضل وجه معًا في قاعة واحدة.")),
    (0.85, 0.2, _texts("Each person should choose their own courses.", "Chacun doit choisir ses propres cours.", "ينبغي أن يختار كل شخص دوراته بنفسه.")),
    (0.2, 0.86, _texts("The ministry should say which courses are compulsory.", "Le ministère doit dire quels cours sont obligatoires.", "ينبغي أن تحدد الوزارة الدورات الإلزامية.")),
    (0.88, 0.16, _texts("A certificate from another country should count here.", "Un certificat obtenu dans un autre pays doit compter ici.", "ينبغي أن تُحتسب هنا شهادة من بلد آخر.")),
    (0.12, 0.84, _texts("Managers should be trained before their staff.", "Les responsables doivent être formés avant leurs équipes.", "ينبغي تدريب المديرين قبل موظفيهم.")),
    (0.86, 0.85, _texts("Offices without a good connection need printed material.", "Les services sans bonne connexion ont besoin de supports imprimés.", "تحتاج الدوائر التي لا تملك اتصالًا جيدًا إلى مواد مطبوعة.")),
    (0.5, 0.5, _texts("Digital skills should count for promotion.", "Les compétences numériques doivent compter pour l’avancement.", "ينبغي أن تُحتسب المهارات الرقمية في الترقية.")),
    (0.08, 0.07, _texts("Only specialists need to understand data.", "Seuls les spécialistes ont besoin de comprendre les données.", "المتخصصون وحدهم بحاجة إلى فهم البيانات.")),
    (0.8, 0.25, _texts("Short lessons on a phone are better than long courses.", "De courtes leçons sur téléphone valent mieux que de longs cours.", "الدروس القصيرة على الهاتف أفضل من الدورات الطويلة.")),
)  # fmt: skip
OPEN_STATEMENTS = (
    _texts("AI may draft letters if a person reads them before they go out.", "L’IA peut rédiger des lettres si une personne les relit avant l’envoi.", "يجوز للذكاء الاصطناعي أن يصوغ رسائل إذا قرأها إنسان قبل إرسالها."),
    _texts("A person, not a program, must decide on a benefit.", "C’est une personne, et non un programme, qui doit décider d’une prestation.", "يجب أن يقرر إنسان، لا برنامج، في منح إعانة."),
    _texts("Everybody should be told when a program took part in a decision.", "Chacun doit savoir quand un programme a contribué à une décision.", "ينبغي إبلاغ كل شخص عندما يشارك برنامج في قرار."),
    _texts("Offices should publish which AI tools they use.", "Les services doivent publier les outils d’IA qu’ils utilisent.", "ينبغي أن تنشر الدوائر أدوات الذكاء الاصطناعي التي تستخدمها."),
    _texts("It is better to wait with AI until there is a law.", "Mieux vaut attendre une loi avant d’utiliser l’IA.", "من الأفضل التريث في استخدام الذكاء الاصطناعي حتى يصدر قانون."),
    _texts("AI helps small offices more than large ones.", "L’IA aide davantage les petits services que les grands.", "يساعد الذكاء الاصطناعي الدوائر الصغيرة أكثر من الكبيرة."),
    _texts("Data about citizens must stay in the country.", "Les données des citoyens doivent rester dans le pays.", "يجب أن تبقى بيانات المواطنين داخل البلد."),
    _texts("Every civil servant should try an AI tool at work.", "Chaque agent public devrait essayer un outil d’IA au travail.", "ينبغي أن يجرب كل موظف أداة ذكاء اصطناعي في العمل."),
    _texts("AI should translate forms into all languages spoken here.", "L’IA devrait traduire les formulaires dans toutes les langues parlées ici.", "ينبغي أن يترجم الذكاء الاصطناعي النماذج إلى جميع اللغات المحكية هنا."),
    _texts("An error of a program is the responsibility of the office that uses it.", "L’erreur d’un programme engage le service qui l’utilise.", "خطأ البرنامج مسؤولية الدائرة التي تستخدمه."),
    _texts("Children should learn about AI before civil servants do.", "Les enfants devraient apprendre l’IA avant les agents publics.", "ينبغي أن يتعلم الأطفال عن الذكاء الاصطناعي قبل موظفي الخدمة المدنية."),
    _texts("AI makes decisions fairer.", "L’IA rend les décisions plus justes.", "يجعل الذكاء الاصطناعي القرارات أكثر عدلًا."),
)  # fmt: skip

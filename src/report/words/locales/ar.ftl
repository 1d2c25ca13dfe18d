# الأرقام والوحدات
amount = { $number } { $currency }
thousands-of = آلاف { $currency }
millions = { $number } مليون { $currency }
percent = { $number } في المائة
km = { $number } كم
staff-months = { $number } شهر عمل
signed-more = ‎+{ $number }
yes = نعم
no = لا
none = لا شيء
countries = { $n ->
    [zero] لا بلدان
    [one] بلد واحد
    [two] بلدان
    [few] { $n } بلدان
    [many] { $n } بلدا
   *[other] { $n } بلد
}
list-pair = { $a }، { $b }
place-city = { $place } ({ $city })
tier-count = { $tier }: { $n }

# الصفحة
pack-name = ملف الاستعراض
country-pack-name = صفحة الاستعراض: { $country }
all-plans = جميع السيناريوهات والخطط
skip-to-content = انتقل إلى المحتوى
languages = اللغة
contents = المحتويات
print = اطبع أو احفظ بصيغة PDF
status-optimal-exact = ثبت أنها المثلى: لا توجد خطة تراعي القواعد بتكلفة أقل.
status-optimal = ثبت أن الفارق عن أفضل خطة ممكنة لا يتجاوز { $gap }.
status-feasible = خطة تراعي القواعد؛ ولم تُستبعد خطة تقل تكلفتها بما يصل إلى { $gap }.
status-fixed = الشبكة كما أُعطيت؛ ولم يُجر أي تحسين.
without-script = تعمل هذه الصفحة أيضا دون برامج نصية: فجميع الجداول وصحائف البلدان معروضة كاملة. أما البحث والترتيب وتكبير الخريطة وتغيير اللغة وتعليقاتكم فتحتاج إلى برامج نصية.

# لمحة
summary = لمحة عامة
figure-countries = البلدان المشمولة
figure-offices = المكاتب
figure-posts = الوظائف
figure-cost = التكلفة السنوية
figure-cost-parts = { $cash } نقدا، و{ $service } خسارة مقوّمة في الخدمة
figure-distance = متوسط المسافة إلى المكتب
figure-distance-note = مرجَّحا بعبء العمل
figure-decided = العمل الذي يبت فيه المكتب المختص
figure-decided-note = { $share } يبت فيه هو أو مكتب أعلى منه
figure-moves = البلدان التي يتغير مكتبها
figure-moves-of = من أصل { $n } لها مكتب اليوم
figure-your-office = المكتب المختص
figure-your-workload = عبء العمل
assumptions-note = التكاليف تقديرات مبنية على افتراضات معلنة، لكل منها وحدتها ومصدرها وسنة أسعارها. وهي تُقرأ بوصفها فروقا لا ميزانيات.

# الخريطة
map = الخريطة
map-lead = كل منطقة هي مكتب من المستوى الأعلى مع جميع المكاتب والبلدان التابعة له. ولها لونها ونقشها.
map-help = ادخل إلى الخريطة بمفتاح الجدولة، وانتقل من بلد إلى بلد بمفاتيح الأسهم، وافتح صحيفة البلد بمفتاح الإدخال. مفتاحا الزائد والناقص للتكبير والتصغير، و0 لعرض الكل. اسحب الخريطة لتحريكها. وكل ما على الخريطة موجود أيضا في الجداول أدناه.
map-label = خريطة العالم للخطة
map-list = في شكل قائمة
zoom-in = تكبير
zoom-out = تصغير
zoom-all = عرض الكل
legend = مفتاح الخريطة
legend-line = خط التبعية
legend-mark = دولة صغيرة أو جزيرة
legend-closed = موقع مغلق
legend-context = خارج هذه الشبكة
borders-note = لا تنطوي الحدود والأسماء الواردة في هذه الخريطة على أي رأي بشأن المركز القانوني لأي بلد أو إقليم أو بشأن حدوده.
place-label = { $country }: يغطيه { $office }
place-label-own = { $country }: يغطيه المكتب القائم في البلد

# صحيفة البلد
country-sheet = صحيفة البلد
choose-country = اختر بلدا
sheet-office = المكتب المختص
sheet-office-own = المكتب القائم في البلد نفسه
sheet-area = المنطقة
sheet-region = الإقليم
sheet-distance = المسافة
sheet-workload = عبء العمل السنوي
sheet-language = لغة العمل المشتركة
sheet-language-yes = نعم: { $languages }
sheet-language-no = لا: لغات البلد { $country }، ولغات المكتب { $office }
sheet-languages-unknown = لم تُذكر لغات
sheet-groups = المجموعات
sheet-change = ما الذي يتغير
sheet-runner-up = الخيار الثاني
sheet-runner-up-price = { $office }؛ ويزيد هذا التغيير التكلفة السنوية بمقدار { $amount }
sheet-runner-up-less = { $office } في أفضل خطة عُثر عليها بمكتب آخر، وتقل تكلفتها السنوية بمقدار { $amount }
sheet-runner-up-between = { $office } في أفضل خطة عُثر عليها بمكتب آخر؛ وأي خطة كهذه تزيد تكلفتها السنوية بما لا يقل عن { $least }، وأفضلها بما لا يزيد على { $most }
sheet-runner-up-at-most = { $office } في أفضل خطة عُثر عليها بمكتب آخر، وتزيد تكلفتها السنوية بمقدار { $most }؛ ولم يثبت أن مكتبا آخر أكثر تكلفة
sheet-runner-up-at-least = لم يُعثر في الوقت المتاح على خطة بمكتب آخر؛ وأي خطة كهذه تزيد تكلفتها السنوية بما لا يقل عن { $least }
sheet-runner-up-none = لا يوجد: لا تفي أي خطة بمكتب آخر بجميع القواعد الإلزامية
sheet-acting-cover = ينوب عن المكتب
sheet-reason = لماذا هذا المكتب
sheet-path = متصل عبر
reason-host = البلد نفسه يستضيف هذا المكتب.
reason-required = تشترط إحدى القواعد هذا المكتب: «{ $words }»
reason-asked = بطلب من { $author }: «{ $words }»
reason-nearest = هو أقرب المكاتب المفتوحة، وعددها { $n }.
reason-nearest-able = لا تستطيع المكاتب الأقرب أن تتولى البلد بموجب القواعد؛ وهذا أقرب المكاتب التي تستطيع ذلك.
reason-whole = تسمح القواعد، كل على حدة، بمكتب أقرب. غير أن الخطة في مجملها أقل تكلفة على هذا النحو، أو لا تتصل مناطقها إلا به.
reason-preferred = تفضيل معلن: «{ $words }»
nearer-offices = مكاتب مفتوحة أقرب
nearer-item = { $office }، { $km }: { $hindrance }
nearer-item-language = { $item }؛ { $language }
nearer-more = و{ $n } غيرها
hindrance-region = يقع في إقليم آخر
hindrance-forbidden = تستبعده إحدى القواعد
hindrance-span = لديه أقصى عدد مسموح به من البلدان
hindrance-capacity = لا تتسع وظائفه للمزيد
hindrance-whole = تسمح به القواعد: والقرار للخطة في مجملها
no-shared-language = لا لغة مشتركة
comment-on-this = علّق على هذا البلد
change-none = لا تغيير: المكتب نفسه كما هو اليوم.
change-office = من { $from } إلى { $to }.
change-new-office = يصبح له مكتب خاص به.
change-lost-office = يُغلق مكتبه؛ ويغطيه { $to }.
change-none-before = لا يغطيه أي مكتب اليوم؛ وسيغطيه { $to }.

# التغييرات
changes = ما الذي يتغير مقارنة باليوم
changes-lead = المقصود باليوم الشبكة كما وجدها السيناريو، مقوّمة بالنموذج نفسه.
today = اليوم
plan = الخطة
difference = الفرق
difference-note = الخطة ناقص اليوم.
offices-opened = مكاتب تُفتح
offices-closed = مكاتب تُغلق
offices-changed = مكاتب يتغير مستواها أو رئاستها
countries-moved = بلدان يتغير مكتبها
change-tier = { $from } يصبح { $to }
change-superior = يتبع { $to }، ويتبع اليوم { $from }
change-superior-new = يتبع { $to }
change-superior-none = يتبع المقر، ويتبع اليوم { $from }
change-posts = الوظائف: { $from } اليوم، و{ $to } في الخطة
change-arrangement = مقر العمل: { $from } اليوم، و{ $to } في الخطة
row-offices = المكاتب
row-posts = الوظائف
row-cost = التكلفة السنوية
row-cash = منها نقدا
row-service = منها خسارة مقوّمة في الخدمة
row-distance = متوسط المسافة، كم
row-language = بلدان تشترك مع مكتبها في لغة
row-over-capacity = مكاتب يفوق عملها طاقة وظائفها

# الجداول
offices = المكاتب
countries-title = البلدان
search-offices = ابحث في المكاتب
search-countries = ابحث في البلدان
rows-shown = الصفوف المعروضة:
column-office = المكتب
column-country = البلد
column-tier = المستوى
column-region = الإقليم
column-reports-to = يتبع
column-arrangement = مقر العمل
column-posts = الوظائف
column-workload = عبء العمل، أشهر عمل
column-capacity = الطاقة
column-cost = التكلفة، { $unit }
column-covers = يغطي
column-area = المنطقة
column-distance = المسافة، كم
column-language = لغة مشتركة
column-today = المكتب اليوم
column-change = التغيير
column-acting-cover = النيابة
headquarters = المقر
changed = يتغير
unchanged = كما هو اليوم
is-new = جديد

# التكاليف
costs = كم تكلف
costs-lead = سنويا، { $unit }. الخسارة المقوّمة في الخدمة ليست إنفاقا: بل هي القيمة المنسوبة إلى البعد وإلى التفضيلات التي لم تُراع.
costs-premises = المقار، ناقص ما تتحمله البلدان المضيفة
costs-by-component = حسب العنصر
costs-by-region = حسب الإقليم
column-component = العنصر
column-kind = النوع
column-total = المجموع
cash = نقدا
service = خسارة مقوّمة في الخدمة
region-network = الشبكة في مجملها
component-offices = المقار والدعم المحلي
component-posts = الوظائف
component-host_contribution = على حساب الحكومات المضيفة
component-missions = البعثات إلى البلدان
component-supervision = زيارات الإشراف
component-transition = الانتقال، موزعا على مدة استرداده
component-remoteness = البعد
component-language = لا لغة مشتركة
component-accreditation = تفضيلات لم تُراع
component-breaches = قواعد مقوّمة أخرى خولفت

# القواعد
rules = القواعد التي تراعيها
rules-lead = يمكن أن تكون كل مجموعة من القواعد ملزمة أو مقوّمة أو مقيسة فقط. ويرد أضيق حد بصيغة ملف السيناريو.
column-family = القاعدة
column-state = الحالة
column-kept = المراعاة
column-tightest = أضيق حد، أو ما خولف
state-off = لا يُنظر فيها
state-report = مقيسة
state-soft = مقوّمة
state-hard = ملزمة
kept-yes = مراعاة
kept-no = مخالَفة
kept-at-a-price = مخالَفة بثمن
family-coverage = لكل بلد مكتب واحد بالضبط
family-nesting = كل مكتب يتبع مكتبا واحدا من المستوى الأعلى
family-region = التغطية والإشراف من داخل الإقليم
family-count = عدد المكاتب
family-capacity = عبء العمل في حدود طاقة الوظائف
family-posts = عدد الوظائف
family-budget = النقد في حدود الميزانية
family-span = نطاق الإشراف
family-reach = المسافة إلى المكتب
family-contiguity = اتصال المناطق على الخريطة
family-language = لغة عمل مشتركة
family-accreditation = ارتباطات مشترطة ومستبعدة ومفضلة
family-retention = المواقع المستبقاة ومدى التغيير
family-continuity = نيابة لكل مكتب
family-balance = توازن عبء العمل بين الوظائف
family-scorecard = سجل الأداء المتوازن
family-decentralisation = العمل الذي يُبت فيه ميدانيا
family-arrangement = ترتيبات العمل

# التعليقات
requests = تعليقاتكم وطلباتكم
requests-lead = دوّنوا ما ينبغي الإبقاء عليه أو نقله أو العدول عنه، ولماذا. لا شيء يغادر هذه الصفحة: احفظوا تعليقاتكم في ملف وأرسلوه إلى من أرسل إليكم هذا الملف. ويمكن أخذها في الاعتبار في الحساب التالي.
your-name = اسمكم وجهتكم
kind = ما تودون قوله
kind-comment = تعليق
kind-keep = الإبقاء على الوضع
kind-move = نقل البلد إلى مكتب آخر
kind-object = الاعتراض على هذا المكتب
about-country = البلد
about-plan = الخطة في مجملها
about-office = المكتب
reason-field = السبب، بعبارتكم
add = أضف إلى القائمة
remove = احذف
save-file = احفظ في ملف
open-file = افتح ملفا محفوظا
requests-none = لم يُدوَّن شيء بعد.
requests-list = ما دُوِّن حتى الآن
need-name = اذكروا اسمكم وجهتكم.
need-reason = اذكروا سببا.
need-country = اختاروا بلدا.
need-office = اختاروا مكتبا.
said-added = أُضيف إلى القائمة.
said-removed = حُذف.
said-saved = سُلِّم الملف إلى متصفحكم لحفظه.
said-opened = قُرئ الملف.
said-unreadable = لا يتضمن هذا الملف تعليقات على هذه الخطة.
request-no-office = لم يُختر مكتب

# عن الملف
about-pack = عن هذا الملف
about-scenario = السيناريو
about-hash = بصمة جميع المدخلات (SHA-256)
about-versions = أُعد باستخدام
about-bound = الهدف والحد المثبت
about-seed = البذرة
about-sets = قيم غُيِّرت في سطر الأوامر
about-own-words = ترد العبارات الموضوعة بين علامتي اقتباس وحدود القواعد والمعرّفات بصيغة السيناريو.
group-ldc = من أقل البلدان نموا
group-lldc = بلد نام غير ساحلي
group-sids = دولة جزرية صغيرة نامية
language-en = الإنكليزية
language-fr = الفرنسية
language-es = الإسبانية
language-pt = البرتغالية
language-ar = العربية
language-ru = الروسية
language-zh = الصينية

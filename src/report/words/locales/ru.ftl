# Числа и единицы
amount = { $number } { $currency }
thousands-of = тыс. { $currency }
millions = { $number } млн { $currency }
percent = { $number } %
km = { $number } км
staff-months = { $number } человеко-мес.
signed-more = +{ $number }
yes = Да
no = Нет
none = нет
countries = { $n ->
    [one] { $n } страна
    [few] { $n } страны
    [many] { $n } стран
   *[other] { $n } страны
}
list-pair = { $a }, { $b }
place-city = { $place } ({ $city })
tier-count = { $tier }: { $n }

# Страница
pack-name = Материалы для рассмотрения
country-pack-name = Страница для рассмотрения: { $country }
skip-to-content = Перейти к содержанию
languages = Язык
contents = Содержание
print = Печать или сохранение в PDF
status-optimal-exact = Оптимальность доказана: ни один план, соблюдающий правила, не стоит меньше.
status-optimal = Доказано: отклонение от наилучшего возможного плана не превышает { $gap }.
status-feasible = План соблюдает правила; не исключён план, который стоит меньше, но не более чем на { $gap }.
status-fixed = Сеть в заданном виде; оптимизация не проводилась.
without-script = Страница работает и без сценариев: все таблицы и карточки стран приведены полностью. Для поиска, сортировки, масштаба карты, смены языка и замечаний нужны сценарии.

# Обзор
summary = Кратко
figure-countries = Охвачено стран
figure-offices = Отделения
figure-posts = Должности
figure-cost = Расходы в год
figure-cost-parts = { $cash } деньгами, { $service } — оценённые потери в обслуживании
figure-distance = Среднее расстояние до отделения
figure-distance-note = взвешено по объёму работы
figure-moves = Страны, меняющие отделение
figure-moves-of = из { $n }, имеющих отделение сегодня
figure-your-office = Обслуживающее отделение
figure-your-workload = Объём работы
assumptions-note = Расходы — это оценки на основе указанных допущений, для каждого из которых приведены единица, источник и год цен. Это сведения о различиях, а не бюджеты.

# Карта
map = Карта
map-lead = Каждый район — это отделение верхнего уровня со всеми подчинёнными ему отделениями и странами. У него свой цвет и своя штриховка.
map-help = Войдите на карту клавишей табуляции, переходите от страны к стране стрелками, клавишей ввода откройте карточку страны. Плюс и минус меняют масштаб, 0 показывает всё. Карту можно перетаскивать. Всё, что есть на карте, есть и в таблицах ниже.
map-label = Карта мира с планом
map-list = В виде списка
zoom-in = Увеличить
zoom-out = Уменьшить
zoom-all = Показать всё
legend = Условные обозначения
legend-line = Линия подчинения
legend-mark = Малое государство или остров
legend-closed = Закрываемое отделение
legend-context = Вне этой сети
borders-note = Границы и названия на этой карте не означают выражения какого-либо мнения о правовом статусе какой-либо страны или территории либо об их границах.
place-label = { $country }: обслуживает { $office }
place-label-own = { $country }: обслуживает отделение в самой стране

# Карточка страны
country-sheet = Карточка страны
choose-country = Выберите страну
sheet-office = Обслуживающее отделение
sheet-office-own = Отделение в самой стране
sheet-area = Район
sheet-region = Регион
sheet-distance = Расстояние
sheet-workload = Объём работы в год
sheet-language = Общий рабочий язык
sheet-language-yes = Да: { $languages }
sheet-language-no = Нет: языки страны — { $country }, языки отделения — { $office }
sheet-languages-unknown = Языки не указаны
sheet-groups = Группы
sheet-change = Что меняется
sheet-runner-up = Второй по выгодности вариант
sheet-runner-up-price = { $office }; такая замена обошлась бы на { $amount } в год дороже
sheet-acting-cover = Отделение замещает
sheet-reason = Почему это отделение
sheet-path = Связь через
reason-host = Это отделение находится в самой стране.
reason-required = Этого отделения требует правило: «{ $words }»
reason-asked = По просьбе: { $author }. «{ $words }»
reason-nearest = Это ближайшее из открытых отделений (всего { $n }).
reason-nearest-able = По правилам более близкие отделения не могут принять страну; из тех, что могут, это ближайшее.
reason-whole = По отдельности правила допускают и более близкое отделение. Но так план в целом стоит меньше либо только так его районы остаются связными.
reason-preferred = Заявленное предпочтение: «{ $words }»
nearer-offices = Более близкие открытые отделения
nearer-item = { $office }, { $km }: { $hindrance }
nearer-item-language = { $item }; { $language }
nearer-more = и ещё { $n }
hindrance-region = находится в другом регионе
hindrance-forbidden = исключено правилом
hindrance-span = уже имеет предельное число стран
hindrance-capacity = его должностей на большее не хватает
hindrance-whole = правила допускают: решает план в целом
no-shared-language = нет общего языка
comment-on-this = Замечание по этой стране
change-none = Без изменений: то же отделение, что и сегодня.
change-office = Было: { $from }; станет: { $to }.
change-new-office = Получает собственное отделение.
change-lost-office = Её отделение закрывается; обслуживать будет { $to }.
change-none-before = Сегодня без отделения; обслуживать будет { $to }.

# Изменения
changes = Что меняется по сравнению с сегодняшним днём
changes-lead = «Сегодня» — это исходная сеть сценария, оценённая по той же модели.
today = Сегодня
plan = План
difference = Разница
difference-note = План минус сегодня.
offices-opened = Открываемые отделения
offices-closed = Закрываемые отделения
offices-changed = Отделения, меняющие уровень или подчинение
countries-moved = Страны, меняющие отделение
change-tier = { $from } → { $to }
change-superior = подчинение: { $to }, сегодня { $from }
change-superior-new = подчинение: { $to }
change-superior-none = подчинение: штаб-квартира, сегодня { $from }
change-posts = должности: { $from } сегодня, { $to } по плану
row-offices = Отделения
row-posts = Должности
row-cost = Расходы в год
row-cash = в том числе деньгами
row-service = в том числе оценённые потери в обслуживании
row-distance = Среднее расстояние, км
row-language = Страны, имеющие общий язык со своим отделением
row-over-capacity = Отделения, где работы больше, чем выполнимо силами должностей

# Таблицы
offices = Отделения
countries-title = Страны
search-offices = Поиск отделений
search-countries = Поиск стран
rows-shown = Показано строк:
column-office = Отделение
column-country = Страна
column-tier = Уровень
column-region = Регион
column-reports-to = Подчинение
column-posts = Должности
column-workload = Объём работы, человеко-мес.
column-capacity = Предел
column-cost = Расходы, { $unit }
column-covers = Обслуживает
column-area = Район
column-distance = Расстояние, км
column-language = Общий язык
column-today = Отделение сегодня
column-change = Изменение
column-acting-cover = Замещение
headquarters = Штаб-квартира
changed = меняется
unchanged = как сегодня
is-new = новое

# Расходы
costs = Сколько это стоит
costs-lead = В год, { $unit }. Оценённые потери в обслуживании — не расход: это принятая стоимость удалённости и неучтённых предпочтений.
costs-premises = Помещения за вычетом доли принимающих стран
costs-by-component = По составляющим
costs-by-region = По регионам
column-component = Составляющая
column-kind = Вид
column-total = Всего
cash = деньги
service = оценённые потери в обслуживании
region-network = Сеть в целом
component-offices = Помещения и местная поддержка
component-posts = Должности
component-host_contribution = За счёт принимающих правительств
component-missions = Поездки в страны
component-supervision = Поездки для надзора
component-transition = Переход, распределённый на срок окупаемости
component-remoteness = Удалённость
component-language = Нет общего языка
component-accreditation = Неучтённые предпочтения
component-breaches = Прочие нарушенные оцениваемые правила

# Правила
rules = Какие правила соблюдены
rules-lead = Каждое семейство правил может быть обязательным, оплачиваемым или только измеряемым. Самый тесный предел приведён в выражениях файла сценария.
column-family = Правило
column-state = Состояние
column-kept = Соблюдение
column-tightest = Самый тесный предел или что нарушено
state-off = не рассматривается
state-report = измеряется
state-soft = оценивается
state-hard = обязательно
kept-yes = соблюдено
kept-no = нарушено
kept-at-a-price = нарушено за плату
family-coverage = У каждой страны ровно одно отделение
family-nesting = Каждое отделение подчинено одному отделению уровнем выше
family-region = Обслуживание и надзор из своего региона
family-count = Число отделений
family-capacity = Объём работы в пределах возможностей должностей
family-posts = Число должностей
family-budget = Деньги в пределах бюджета
family-span = Норма управляемости
family-reach = Расстояние до отделения
family-contiguity = Связность районов на карте
family-language = Общий рабочий язык
family-accreditation = Обязательные, исключённые и предпочтительные пары
family-retention = Сохраняемые отделения и объём изменений
family-continuity = Замещение для каждого отделения
family-balance = Равная нагрузка на должности
family-scorecard = Сбалансированная система показателей
family-decentralisation = Доля решений на местах
family-arrangements = Формы организации работы

# Замечания
requests = Ваши замечания и просьбы
requests-lead = Запишите, что следует сохранить, перенести или не делать, и почему. Ничто не покидает эту страницу: сохраните замечания в файл и отправьте его тому, кто прислал вам эти материалы. Их можно учесть при следующем расчёте.
your-name = Ваше имя и ведомство
kind = Что вы хотите сообщить
kind-comment = Замечание
kind-keep = Оставить как есть
kind-move = Передать страну другому отделению
kind-object = Возражение против этого отделения
about-country = Страна
about-plan = План в целом
about-office = Отделение
reason-field = Причина, своими словами
add = Добавить в список
remove = Убрать
save-file = Сохранить в файл
open-file = Открыть сохранённый файл
requests-none = Пока ничего не записано.
requests-list = Записано
need-name = Укажите имя и ведомство.
need-reason = Укажите причину.
need-country = Выберите страну.
need-office = Выберите отделение.
said-added = Добавлено в список.
said-removed = Убрано.
said-saved = Файл передан браузеру для сохранения.
said-opened = Файл прочитан.
said-unreadable = В этом файле нет замечаний к этому плану.
request-no-office = отделение не выбрано

# О странице
about-pack = Об этих материалах
about-scenario = Сценарий
about-hash = Хеш всех исходных данных (SHA-256)
about-versions = Изготовлено с помощью
about-bound = Целевая функция и доказанная граница
about-seed = Начальное число
about-sets = Значения, изменённые в командной строке
about-own-words = Места в кавычках, пределы правил и идентификаторы приведены в выражениях сценария.
group-ldc = Наименее развитая страна
group-lldc = Развивающаяся страна, не имеющая выхода к морю
group-sids = Малое островное развивающееся государство
language-en = английский
language-fr = французский
language-es = испанский
language-pt = португальский
language-ar = арабский
language-ru = русский
language-zh = китайский

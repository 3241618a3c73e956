// Polish, by a machine; not reviewed. What is missing here is shown in English.
import type { LanguageFile } from './en.ts';

export const translation: LanguageFile = {
  reviewed: false,
  messages: {
    skip: 'Przejdź do danych',
    language: 'Język',
    machine:
      'To tłumaczenie wykonała maszyna i nikt go jeszcze nie sprawdził. Obowiązuje tekst angielski; pojawia się on też tam, gdzie brakuje tłumaczenia.',
    bulletin: 'Biuletyn {n} z {at}',
    polling: 'Dzień głosowania: {day}',
    home: 'Wynik',
    newer: 'Jest nowszy biuletyn.',
    showNewer: 'Pokaż',
    loading: 'Trwa odczyt biuletynu …',
    failed: 'Nie można tu odczytać biuletynu.',
    retry: 'Spróbuj ponownie',
    back: 'Wstecz',
    close: 'Zamknij',

    trust: 'Czy tej stronie można wierzyć?',
    cannotProve:
      'Ta kopia nie może sama siebie dowieść. Proszę porównać te szesnaście słów ze słowami w dzienniku urzędowym lub na plakacie w lokalu wyborczym albo użyć programu sprawdzającego niezależnej instytucji.',
    words: 'Szesnaście słów tych wyborów',
    wordsTyped: 'Proszę wpisać lub wkleić słowa z plakatu (albo ich numery)',
    compare: 'Porównaj',
    wordsSame: 'Są takie same: wszystkie szesnaście słów.',
    wordsDiffer:
      'Różnią się przy słowie {k}: ta strona podaje „{shown}”, wpisano „{typed}”. Proszę nie polegać na tej stronie.',
    wordsUnread: 'To nie jest szesnaście słów z listy. Słowa {k} na niej nie ma albo słów jest za mało lub za dużo.',
    noWitness: 'Nie podpisał żaden niezależny świadek. Tylko wydawca ręczy za to, że wszyscy widzą to samo.',
    witnesses: 'Niezależni świadkowie, którzy widzieli ten sam stan',
    witnessAt: '{name}, {at}',
    age: 'Wiek tego stanu: {age}, według {by}.',
    byWitness: 'czasu jego świadków',
    byPublisher: 'informacji wydawcy',
    old: 'Może istnieć nowszy: tej kopii od dawna nie odnowiono.',
    entries: 'Liczba wpisów w rejestrze: {n}.',
    quickOk:
      'Sprawdzono na tym urządzeniu: podpis rejestru, świadków, których on wymaga, oraz to, że ten biuletyn znajduje się w rejestrze.',
    quickBad:
      'Sprawdzenie na tym urządzeniu nie powiodło się. Proszę nie polegać na tej stronie i powiadomić organ wyborczy lub obserwatora.',
    remembered: 'To urządzenie pamięta stan z {at}, a obecny stan jest jego dalszym ciągiem.',
    rolledBack: 'STARSZY niż to, co to urządzenie już widziało. Być może ktoś ukrywa nowsze dane.',
    splitView:
      'Ten stan jest SPRZECZNY ze stanem, który to urządzenie już widziało. Oba są podpisane: proszę je zapisać i przekazać obserwatorowi.',
    saveStates: 'Zapisz oba podpisane stany',
    mirrorUsed:
      'Główny adres nie odpowiedział lub był uszkodzony. Te dane pochodzą z kopii {host}; sprawdza się je w ten sam sposób.',
    mirrors: 'Inne kopie tego biuletynu',
    notice: 'Komunikat organu wyborczego',
    noticeUnsigned: 'Ta kopia zawiera komunikat, którego organ wyborczy nie podpisał. Nie jest on wyświetlany.',
    tryVerifier: 'Jak sprawdzić bez tej strony',
    tryVerifierHelp:
      'Proszę wziąć program sprawdzający od obserwatora, uczelni lub gazety, nie stąd. Jego odcisk cyfrowy jest utrwalony w rejestrze: {hash}',

    embargo:
      'Brak danych przed {at}. Do tego czasu jawne są tylko odciski cyfrowe, które utrwalają dane: tego, co centra policzyły, nie można już niepostrzeżenie zmienić.',
    option: 'Lista lub kandydat',
    votes: 'Głosy',
    share: 'Udział',
    seats: 'Mandaty',
    seatsOpen: 'Mandatów nie podano: rozstrzyga losowanie albo policzono zbyt mało.',
    turnout: 'Frekwencja',
    turnoutOf: '{cast} z {registered} uprawnionych do głosowania; liczba jednostek: {n}',
    counted: 'Policzono',
    reported: 'Zgłoszono',
    countedOf: '{n} z {m} jednostek',
    without:
      'Jednostki, których nie można sprawdzić: {k}. Z nimi policzono {n} z {m} jednostek, bez nich {w}. Małe liczby: bez nich.',
    byLog: 'Zsumowano ponownie na tym urządzeniu z podpisanych protokołów.',
    byCopy: 'Tak jak opublikowano. „Sprawdź wszystko” sumuje ponownie na tym urządzeniu.',
    otherFigures: 'Inne dane z formularza',
    areas: 'Obszary',
    area: 'Obszar',
    unit: 'Jednostka liczenia',
    units: 'Jednostki liczenia',
    find: 'Szukaj miejscowości lub lokalu wyborczego',
    noneFound: 'Żadna nazwa tego nie zawiera.',
    awaited: 'Oczekiwane',
    mostAwaited: 'Najpierw najwięcej oczekiwanych',
    byName: 'Według nazwy',
    at: 'Wpłynęło',
    mapHelp: 'Po jednym polu dla każdego obszaru; strzałki przesuwają, Enter otwiera. Tabela poniżej mówi to samo.',
    open: 'Otwórz',

    signed: 'Podpisane przez centrum liczenia',
    differs: 'Kopia się różni; liczą się dane podpisane',
    unverified: 'Niesprawdzone: brak ważnego podpisanego protokołu',
    stated: 'Podane tylko przez centralę, niepodpisane przez centrum',
    merged: 'Liczone razem z innymi, dla tajności głosowania',
    committed: 'Zgłoszone i wiążąco utrwalone; danych jeszcze nie ujawniono',
    standing: 'Stan',
    together: 'Razem z: {units}',

    figures: 'Dane',
    figure: 'Pozycja',
    published: 'Opublikowane',
    signedFigure: 'Podpisane',
    paper: 'Papier',
    same: 'to samo',
    different: 'różnica {d}',
    qr: 'Na papierze przy drzwiach są podpisane kody: proszę je zeskanować i porównać.',
    handwritten: 'Papier przy drzwiach jest pisany ręcznie: proszę wpisać jego sumy i porównać.',
    none: 'Dla tej jednostki nie wywiesza się papieru. Nie ma z czym porównać.',
    publicCode: 'Kod publiczny',
    unitChecking: 'Trwa sprawdzanie na tym urządzeniu …',
    unitOk:
      'Sprawdzono na tym urządzeniu: rejestr zawiera ten protokół, podpisali go posiadacze kluczy: {n} ({centre}), a dane pochodzą od nich.',
    unitStated:
      'Sprawdzono na tym urządzeniu: rejestr zawiera zapis centrali. Nikt w centrum nie podpisał tych danych, więc nie można ich dalej sprawdzić.',
    unitUnverified:
      'Sprawdzono na tym urządzeniu: zapis wskazuje podpisany protokół, a w rejestrze nie ma ważnego. Tych danych nie można sprawdzić; sumę podano z nimi i bez nich.',
    unitDiffers: 'Zapis centrali zawiera inne dane niż te, które podpisało centrum. Liczą się podpisane:',
    unitAwaited: 'Nie ma jeszcze danych.',
    unitBad: 'Sprawdzenie wykazało:',
    proof: 'Dowód dla tej jednostki (.tlog-proof)',
    inLog: 'Wpis {n} w rejestrze',
    checkPaper: 'Porównaj z papierem',

    checkAll: 'Sprawdź wszystko',
    checkAllHelp:
      'Czyta cały rejestr, sprawdza każdy podpis, sumuje ponownie i porównuje każdy plik. Odbywa się to na tym urządzeniu.',
    start: 'Rozpocznij',
    stop: 'Zatrzymaj',
    stage: '{stage}: {n} z {m}',
    stageEntries: 'Wpisy',
    stageSignatures: 'Podpisy',
    stageTotal: 'Suma',
    stageFiles: 'Pliki',
    allOk:
      'Nie znaleziono błędu. Wpisy: {entries}, podpisane protokoły: {returns}, pliki: {files}, a także suma, którą dają.',
    someBad: 'Znalezione błędy: {n}. Podana suma pochodzi z rejestru, a nie z uszkodzonej kopii.',
    faultAt: 'pokazano {shown}, podpisano {committed}',
    noFurther: 'Czego to nie może wykazać: czy centra policzyły prawidłowo i czy nie zmieniono samej tej strony.',
    fileOf: 'Plik',
    filesUnread:
      'Pliki, o których nic nie można tu powiedzieć: {n}. Strona otwarta z pliku nie może ich odczytać. Proszę sprawdzić je przez sieć lub programem sprawdzającym.',
    saveReport: 'Zapisz raport',

    paperTitle: 'Porównaj papier z tą stroną',
    paperHelp: 'Wszystko zostaje na tym urządzeniu: nie wysyła się żadnego zdjęcia ani liczby.',
    photoTake: 'Zrób zdjęcie kodów',
    photoChoose: 'Wybierz zdjęcia',
    photoHelp: 'Proszę sfotografować kody QR na papierze, ostro i prosto z przodu. Może być kilka zdjęć.',
    photoNone:
      'W {name} nie udało się odczytać żadnego kodu. Proszę podejść bliżej, unikać cienia lub fotografować po jednym kodzie.',
    photoLarge: '{name}: plik za duży lub nie jest obrazem.',
    partsMissing: 'Brakuje jeszcze części {parts} z {of}. Proszę dodać jej zdjęcie.',
    code: 'Kod publiczny lub tekst kodów',
    codeHelp: 'Kod o 17 znakach pod napisem „kod publiczny” albo wiersze zaczynające się od PW1.',
    codeBad: 'Ten kod odczytano nieprawidłowo: jeden z jego znaków jest błędny. Proszę wpisać go ponownie.',
    codeLength: 'Kod publiczny ma 17 znaków; liczba znaków w tym kodzie: {n}.',
    codeUnknown:
      'Żaden opublikowany protokół nie ma tego kodu. Papier mógł zostać poprawiony, dane mogły nie zostać jeszcze opublikowane albo coś jest nie w porządku. Proszę odszukać jednostkę i porównać.',
    codeSearching: 'Przeszukiwanie obszarów: {n} z {m}',
    codeFound:
      'Opublikowany protokół z tym kodem jest poniżej. Sam kod niczego nie dowodzi: proszę porównać każdą liczbę z papierem, na własne oczy.',
    totals: 'Wpisz sumy z papieru pisanego ręcznie',
    totalsHelp:
      'Proszę wybrać jednostkę i wpisać to, co jest na papierze. To, czego nie można odczytać, proszę zostawić puste.',
    onPaper: 'Na papierze',
    inCodes: 'W kodach na papierze',
    compareEye:
      'Pozostaje: proszę porównać wydrukowane liczby z pierwszą kolumną. Kody mogłyby zawierać inne liczby niż wydruk.',
    paperSame:
      'Kody na papierze zawierają liczb: {n}, podpisanych przez posiadaczy kluczy: {signers} ({centre}). Wszystkie są takie same jak opublikowane.',
    paperDiffers:
      'Kody na papierze zawierają liczb: {n}, podpisanych przez posiadaczy kluczy: {signers} ({centre}). Inne niż opublikowane: {k}.',
    paperReplaced: 'Centrum zastąpiło ten papier późniejszym. Podany powód: {reason}',
    paperUnsigned:
      'Kodów na tym papierze nie podpisało dwóch posiadaczy kluczy z jego centrum ({why}). Niczego nie dowodzą.',
    paperOther: 'Ten papier dotyczy innych wyborów lub innej ich wersji.',
    paperUnpublished:
      'Kody na papierze są podpisane, ale nie ma opublikowanych danych tej jednostki, z którymi można by je porównać.',
    typedSame: 'Wpisano {n} z {m} liczb. Wszystkie wpisane ({n}) są takie same jak opublikowane.',
    typedDiffers: 'Wpisano {n} z {m} liczb. Inne niż opublikowane: {k}.',
    tellObserver: 'Proszę zachować zdjęcie papieru i powiadomić obserwatora lub organ wyborczy.',

    downloads: 'Do pobrania',
    downloadsHelp: 'Wszystkie dane w otwartych formatach oraz cały rejestr.',
    print: 'Drukuj',
  },
};

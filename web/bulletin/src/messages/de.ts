// German, by a machine; not reviewed. What is missing here is shown in English.
import type { LanguageFile } from './en.ts';

export const translation: LanguageFile = {
  reviewed: false,
  messages: {
    skip: 'Zu den Ergebnissen springen',
    language: 'Sprache',
    machine:
      'Diese Übersetzung stammt von einer Maschine und wurde noch von keinem Menschen geprüft. Es gilt der englische Text; er steht auch dort, wo eine Übersetzung fehlt.',
    bulletin: 'Bulletin {n} vom {at}',
    polling: 'Wahltag {day}',
    home: 'Ergebnis',
    newer: 'Es gibt ein neueres Bulletin.',
    showNewer: 'Anzeigen',
    loading: 'Das Bulletin wird gelesen …',
    failed: 'Das Bulletin kann hier nicht gelesen werden.',
    retry: 'Erneut versuchen',
    back: 'Zurück',
    close: 'Schließen',
    trust: 'Kann man dieser Seite glauben?',
    cannotProve:
      'Diese Kopie kann sich nicht selbst beweisen. Vergleichen Sie diese sechzehn Wörter mit denen im Amtsblatt oder auf dem Aushang in Ihrem Wahllokal, oder verwenden Sie ein Prüfprogramm einer unabhängigen Stelle.',
    words: 'Sechzehn Wörter dieser Wahl',
    wordsTyped: 'Wörter vom Aushang (oder ihre Nummern) eingeben oder einfügen',
    compare: 'Vergleichen',
    wordsSame: 'Sie sind gleich: alle sechzehn Wörter.',
    wordsDiffer:
      'Sie unterscheiden sich bei Wort {k}: diese Seite zeigt „{shown}“, Sie gaben „{typed}“ ein. Verlassen Sie sich nicht auf diese Seite.',
    wordsUnread:
      'Das sind nicht sechzehn Wörter der Liste. Wort {k} steht nicht darin, oder es sind zu wenige oder zu viele.',
    noWitness:
      'Kein unabhängiger Zeuge hat unterschrieben. Nur der Herausgeber steht dafür ein, dass allen dasselbe gezeigt wird.',
    witnesses: 'Unabhängige Zeugen, die denselben Stand gesehen haben',
    witnessAt: '{name}, {at}',
    age: 'Dieser Stand ist {age} alt, nach {by}.',
    byWitness: 'der Zeit seiner Zeugen',
    byPublisher: 'Angabe des Herausgebers',
    old: 'Vielleicht gibt es einen neueren: diese Kopie wurde lange nicht erneuert.',
    entries: 'Das Protokoll enthält {n} Einträge.',
    quickOk:
      'Auf Ihrem Gerät geprüft: die Unterschrift des Protokolls, die Zeugen, die es verlangt, und dass dieses Bulletin im Protokoll steht.',
    quickBad:
      'Eine Prüfung auf Ihrem Gerät ist fehlgeschlagen. Verlassen Sie sich nicht auf diese Seite; benachrichtigen Sie die Wahlbehörde oder einen Wahlbeobachter.',
    remembered: 'Dieses Gerät hat sich den Stand von {at} gemerkt, und der jetzige setzt ihn fort.',
    rolledBack: 'ÄLTER als das, was diesem Gerät schon gezeigt wurde. Vielleicht verbirgt jemand neuere Zahlen.',
    splitView:
      'Dieser Stand WIDERSPRICHT einem, der diesem Gerät schon gezeigt wurde. Beide sind unterschrieben: speichern Sie sie und geben Sie sie einem Wahlbeobachter.',
    saveStates: 'Beide unterschriebenen Stände speichern',
    mirrorUsed:
      'Die Hauptadresse antwortete nicht oder war beschädigt. Diese Zahlen kommen von der Kopie {host}; sie werden auf dieselbe Weise geprüft.',
    mirrors: 'Andere Kopien dieses Bulletins',
    notice: 'Mitteilung der Wahlbehörde',
    noticeUnsigned:
      'Diese Kopie enthält eine Mitteilung, die die Wahlbehörde nicht unterschrieben hat. Sie wird nicht gezeigt.',
    tryVerifier: 'Wie man ohne diese Seite prüft',
    tryVerifierHelp:
      'Holen Sie ein Prüfprogramm bei einem Wahlbeobachter, einer Universität oder einer Zeitung, nicht von hier. Sein Fingerabdruck ist im Protokoll festgelegt: {hash}',
    embargo:
      'Keine Zahlen vor {at}. Bis dahin sind nur Festlegungen öffentlich: was Zählstellen gezählt haben, kann nicht mehr unbemerkt geändert werden.',
    option: 'Liste oder Bewerber',
    votes: 'Stimmen',
    share: 'Anteil',
    seats: 'Sitze',
    seatsOpen: 'Sitze werden nicht gezeigt: ein Los entscheidet, oder es ist zu wenig ausgezählt.',
    turnout: 'Wahlbeteiligung',
    turnoutOf: '{cast} von {registered} Wahlberechtigten, in {n} Einheiten',
    counted: 'Ausgezählt',
    reported: 'Gemeldet',
    countedOf: '{n} von {m} Einheiten',
    without:
      'Einheiten, die nicht geprüft werden können: {k}. Mit ihnen sind {n} von {m} Einheiten ausgezählt, ohne sie {w}. Kleine Zahlen: ohne sie.',
    byLog: 'Auf Ihrem Gerät aus den unterschriebenen Meldungen neu addiert.',
    byCopy: 'Wie veröffentlicht. „Alles prüfen“ addiert auf Ihrem Gerät neu.',
    otherFigures: 'Weitere Zahlen des Formulars',
    areas: 'Gebiete',
    area: 'Gebiet',
    unit: 'Zähleinheit',
    units: 'Zähleinheiten',
    find: 'Ort oder Wahllokal suchen',
    noneFound: 'Kein Name enthält das.',
    awaited: 'Ausstehend',
    mostAwaited: 'Meiste ausstehend zuerst',
    byName: 'Nach Name',
    at: 'Eingegangen',
    mapHelp: 'Für jedes ein Feld; Pfeiltasten bewegen, die Eingabetaste öffnet. Die Tabelle darunter sagt dasselbe.',
    open: 'Öffnen',
    signed: 'Von der Zählstelle unterschrieben',
    differs: 'Die Kopie weicht ab; die unterschriebenen Zahlen gelten',
    unverified: 'Nicht geprüft: keine gültige unterschriebene Meldung',
    stated: 'Nur von der Zentrale angegeben, nicht von der Zählstelle unterschrieben',
    merged: 'Mit anderen zusammengezählt, zum Schutz des Wahlgeheimnisses',
    committed: 'Gemeldet und festgelegt; die Zahlen sind noch nicht freigegeben',
    standing: 'Stand',
    together: 'Zusammen mit: {units}',
    figures: 'Zahlen',
    figure: 'Zahl',
    published: 'Veröffentlicht',
    signedFigure: 'Unterschrieben',
    paper: 'Papier',
    same: 'gleich',
    different: 'weicht um {d} ab',
    qr: 'Der Aushang an der Tür trägt unterschriebene Codes: scannen und vergleichen Sie sie.',
    handwritten: 'Der Aushang an der Tür ist handgeschrieben: geben Sie seine Summen ein und vergleichen Sie.',
    none: 'Für diese Einheit hängt kein Papier aus. Es gibt nichts zu vergleichen.',
    publicCode: 'Öffentlicher Code',
    unitChecking: 'Wird auf Ihrem Gerät geprüft …',
    unitOk:
      'Auf Ihrem Gerät geprüft: das Protokoll enthält diese Meldung, {n} Inhaber von {centre} haben sie unterschrieben, und die Zahlen sind ihre.',
    unitStated:
      'Auf Ihrem Gerät geprüft: das Protokoll enthält den Eintrag der Zentrale. Niemand in der Zählstelle hat diese Zahlen unterschrieben, darum können sie nicht weiter geprüft werden.',
    unitUnverified:
      'Auf Ihrem Gerät geprüft: der Eintrag nennt eine unterschriebene Meldung, und das Protokoll enthält keine gültige. Diese Zahlen können nicht geprüft werden; die Summe wird mit ihnen und ohne sie gezeigt.',
    unitDiffers:
      'Der Eintrag der Zentrale hat andere Zahlen, als die Zählstelle unterschrieben hat. Es gelten die unterschriebenen:',
    unitAwaited: 'Es gibt noch keine Zahlen.',
    unitBad: 'Die Prüfung ergab:',
    proof: 'Beweis für diese Einheit (.tlog-proof)',
    inLog: 'Eintrag {n} des Protokolls',
    checkPaper: 'Mit dem Papier vergleichen',
    checkAll: 'Alles prüfen',
    checkAllHelp:
      'Liest das ganze Protokoll, prüft jede Unterschrift, addiert die Summe neu und vergleicht jede Datei. Das geschieht auf Ihrem Gerät.',
    start: 'Beginnen',
    stop: 'Anhalten',
    stage: '{stage}: {n} von {m}',
    stageEntries: 'Einträge',
    stageSignatures: 'Unterschriften',
    stageTotal: 'Summe',
    stageFiles: 'Dateien',
    allOk:
      'Kein Fehler gefunden in {entries} Einträgen, {returns} unterschriebenen Meldungen, {files} Dateien und der Summe, die sie ergeben.',
    someBad: 'Gefundene Fehler: {n}. Gezeigt wird die Summe des Protokolls, nicht die der beschädigten Kopie.',
    faultAt: 'gezeigt {shown}, unterschrieben {committed}',
    noFurther:
      'Was dies nicht zeigen kann: ob die Zählstellen richtig gezählt haben, und ob diese Seite selbst verändert wurde.',
    fileOf: 'Datei',
    filesUnread:
      'Über {n} Dateien kann hier nichts gesagt werden: eine Seite, die aus einer Datei geöffnet wurde, kann sie nicht lesen. Prüfen Sie sie über das Netz oder mit einem Prüfprogramm.',
    saveReport: 'Bericht speichern',
    paperTitle: 'Ein Papier mit dieser Seite vergleichen',
    paperHelp: 'Alles bleibt auf Ihrem Gerät: kein Foto und keine Zahl wird irgendwohin gesendet.',
    photoTake: 'Codes fotografieren',
    photoChoose: 'Fotos auswählen',
    photoHelp: 'Fotografieren Sie die QR-Codes auf dem Papier, scharf und gerade von vorn. Mehrere Fotos sind möglich.',
    photoNone:
      'In {name} war kein Code zu lesen. Gehen Sie näher heran, vermeiden Sie Schatten, oder fotografieren Sie einen Code nach dem anderen.',
    photoLarge: '{name} ist zu groß oder kein Bild.',
    partsMissing: 'Teil {parts} von {of} fehlt noch. Fügen Sie ein Foto davon hinzu.',
    code: 'Öffentlicher Code oder Text der Codes',
    codeHelp: 'Der Code aus 17 Zeichen unter „Öffentlicher Code“, oder Zeilen, die mit PW1 beginnen.',
    codeBad: 'Dieser Code wurde nicht richtig gelesen: eines seiner Zeichen ist falsch. Geben Sie ihn noch einmal ein.',
    codeLength: 'Ein öffentlicher Code hat 17 Zeichen; dieser hat {n}.',
    codeUnknown:
      'Keine veröffentlichte Meldung hat diesen Code. Vielleicht wurde das Papier berichtigt, seine Zahlen sind noch nicht veröffentlicht, oder etwas stimmt nicht. Suchen Sie die Einheit und vergleichen Sie.',
    codeSearching: 'Gebiete werden durchsucht: {n} von {m}',
    codeFound:
      'Die veröffentlichte Meldung mit diesem Code steht unten. Ein Code allein beweist nichts: vergleichen Sie jede Zahl mit dem Papier, mit eigenen Augen.',
    totals: 'Summen eines handgeschriebenen Papiers eingeben',
    totalsHelp:
      'Wählen Sie die Einheit und geben Sie ein, was auf dem Papier steht. Lassen Sie leer, was Sie nicht lesen können.',
    onPaper: 'Auf dem Papier',
    inCodes: 'In den Codes des Papiers',
    compareEye:
      'Noch zu tun: vergleichen Sie die auf dem Papier gedruckten Zahlen mit der ersten Spalte. Die Codes könnten andere Zahlen enthalten als der Druck.',
    paperSame:
      'Die Codes auf dem Papier enthalten {n} Zahlen, unterschrieben von {signers} Inhabern von {centre}. Alle sind gleich wie die veröffentlichten.',
    paperDiffers:
      'Die Codes auf dem Papier enthalten {n} Zahlen, unterschrieben von {signers} Inhabern von {centre}. Anders als veröffentlicht: {k}.',
    paperReplaced: 'Die Zählstelle hat dieses Papier durch ein späteres ersetzt. Angegebener Grund: {reason}',
    paperUnsigned:
      'Die Codes auf diesem Papier sind nicht von zwei Inhabern seiner Zählstelle unterschrieben ({why}). Sie beweisen nichts.',
    paperOther: 'Dieses Papier gehört zu einer anderen Wahl oder zu einer anderen Fassung davon.',
    paperUnpublished:
      'Die Codes des Papiers sind unterschrieben, aber es gibt keine veröffentlichten Zahlen dieser Einheit zum Vergleichen.',
    typedSame: 'Sie gaben {n} von {m} Zahlen ein. Alle {n} sind gleich wie die veröffentlichten.',
    typedDiffers: 'Sie gaben {n} von {m} Zahlen ein. Anders als veröffentlicht: {k}.',
    tellObserver:
      'Behalten Sie ein Foto des Papiers und benachrichtigen Sie einen Wahlbeobachter oder die Wahlbehörde.',
    downloads: 'Herunterladen',
    downloadsHelp: 'Jede Zahl in offenen Formaten, und das ganze Protokoll.',
    print: 'Drucken',
  },
};

// Swedish, by a machine; not reviewed. What is missing here is shown in English.
import type { LanguageFile } from './en.ts';

export const translation: LanguageFile = {
  reviewed: false,
  messages: {
    skip: 'Hoppa till siffrorna',
    language: 'Språk',
    machine:
      'Denna översättning är gjord av en maskin och ännu inte granskad av någon människa. Den engelska texten gäller, och visas där en översättning saknas.',
    bulletin: 'Bulletin {n} av {at}',
    polling: 'Valdag {day}',
    home: 'Resultat',
    newer: 'Det finns en nyare bulletin.',
    showNewer: 'Visa den',
    loading: 'Bulletinen läses …',
    failed: 'Bulletinen kan inte läsas här.',
    retry: 'Försök igen',
    back: 'Tillbaka',
    close: 'Stäng',

    trust: 'Kan man tro på denna sida?',
    cannotProve:
      'Denna kopia kan inte bevisa sig själv. Jämför dessa sexton ord med dem i den officiella tidningen eller på affischen i din vallokal, eller använd ett kontrollprogram från ett oberoende organ.',
    words: 'Sexton ord för detta val',
    wordsTyped: 'Skriv eller klistra in orden från affischen (eller deras nummer)',
    compare: 'Jämför',
    wordsSame: 'De är lika: alla sexton ord.',
    wordsDiffer: 'De skiljer sig vid ord {k}: denna sida visar ”{shown}”, du skrev ”{typed}”. Lita inte på denna sida.',
    wordsUnread:
      'Detta är inte sexton ord från listan. Ord {k} finns inte i den, eller så är de för få eller för många.',
    noWitness: 'Inget oberoende vittne har skrivit under. Endast utgivaren svarar för att alla ser samma sak.',
    witnesses: 'Oberoende vittnen som har sett samma läge',
    witnessAt: '{name}, {at}',
    age: 'Detta läges ålder: {age}, enligt {by}.',
    byWitness: 'vittnenas tid',
    byPublisher: 'utgivarens uppgift',
    old: 'Det kan finnas ett nyare: denna kopia har inte förnyats på länge.',
    entries: 'Loggen innehåller {n} poster.',
    quickOk:
      'Kontrollerat på din enhet: loggens underskrift, de vittnen som den kräver och att denna bulletin finns i loggen.',
    quickBad:
      'En kontroll på din enhet har misslyckats. Lita inte på denna sida; meddela valmyndigheten eller en observatör.',
    remembered: 'Denna enhet minns läget från {at}, och detta läge fortsätter från det.',
    rolledBack: 'ÄLDRE än vad denna enhet har visats tidigare. Kanske döljer någon nyare siffror.',
    splitView:
      'Detta läge MOTSÄGER ett som denna enhet har visats tidigare. Båda är undertecknade: spara dem och ge dem till en observatör.',
    saveStates: 'Spara båda undertecknade lägena',
    mirrorUsed:
      'Huvudadressen svarade inte eller var skadad. Dessa siffror kommer från kopian {host}; de kontrolleras på samma sätt.',
    mirrors: 'Andra kopior av denna bulletin',
    notice: 'Meddelande från valmyndigheten',
    noticeUnsigned: 'Denna kopia innehåller ett meddelande som valmyndigheten inte har undertecknat. Det visas inte.',
    tryVerifier: 'Så kontrollerar du utan denna sida',
    tryVerifierHelp:
      'Ta ett kontrollprogram från en observatör, ett universitet eller en tidning, inte härifrån. Dess fingeravtryck är fastlagt i loggen: {hash}',

    embargo:
      'Inga siffror före {at}. Till dess är endast fingeravtryck som binder siffrorna offentliga: det som centralerna har räknat kan inte längre ändras obemärkt.',
    option: 'Lista eller kandidat',
    votes: 'Röster',
    share: 'Andel',
    seats: 'Mandat',
    seatsOpen: 'Mandat visas inte: lotten avgör, eller för lite är räknat.',
    turnout: 'Valdeltagande',
    turnoutOf: '{cast} av {registered} röstberättigade, i {n} enheter',
    counted: 'Räknat',
    reported: 'Rapporterat',
    countedOf: '{n} av {m} enheter',
    without:
      'Enheter som inte kan kontrolleras: {k}. Med dem är {n} av {m} enheter räknade, utan dem {w}. Små siffror: utan dem.',
    byLog: 'Summerat på nytt på din enhet från de undertecknade rapporterna.',
    byCopy: 'Som publicerat. ”Kontrollera allt” summerar på nytt på din enhet.',
    otherFigures: 'Övriga siffror i formuläret',
    areas: 'Områden',
    area: 'Område',
    unit: 'Räkneenhet',
    units: 'Räkneenheter',
    find: 'Sök en plats eller vallokal',
    noneFound: 'Inget namn innehåller det.',
    awaited: 'Väntas',
    mostAwaited: 'Flest väntade först',
    byName: 'Efter namn',
    at: 'Inkommet',
    mapHelp: 'En ruta för varje; piltangenterna flyttar, Enter öppnar. Tabellen nedan säger samma sak.',
    open: 'Öppna',

    signed: 'Undertecknat av räknecentralen',
    differs: 'Kopian avviker; de undertecknade siffrorna gäller',
    unverified: 'Inte kontrollerat: ingen giltig undertecknad rapport',
    stated: 'Endast uppgivet av valledningen, inte undertecknat av räknecentralen',
    merged: 'Räknat tillsammans med andra för att skydda valhemligheten',
    committed: 'Rapporterat och fastlagt; siffrorna är ännu inte frisläppta',
    standing: 'Status',
    together: 'Tillsammans med: {units}',

    figures: 'Siffror',
    figure: 'Siffra',
    published: 'Publicerat',
    signedFigure: 'Undertecknat',
    paper: 'Papper',
    same: 'lika',
    different: 'skiljer {d}',
    qr: 'Papperet vid dörren har undertecknade koder: skanna dem och jämför.',
    handwritten: 'Papperet vid dörren är handskrivet: skriv in dess summor och jämför.',
    none: 'Inget papper sätts upp för denna enhet. Det finns inget att jämföra med.',
    publicCode: 'Offentlig kod',
    unitChecking: 'Kontrolleras på din enhet …',
    unitOk:
      'Kontrollerat på din enhet: loggen innehåller denna rapport, {n} innehavare vid {centre} har undertecknat den, och siffrorna är deras.',
    unitStated:
      'Kontrollerat på din enhet: loggen innehåller valledningens uppgift. Ingen vid räknecentralen har undertecknat dessa siffror, så de kan inte kontrolleras vidare.',
    unitUnverified:
      'Kontrollerat på din enhet: uppgiften anger en undertecknad rapport, och loggen innehåller ingen giltig. Dessa siffror kan inte kontrolleras; summan visas med och utan dem.',
    unitDiffers:
      'Valledningens uppgift har andra siffror än dem som räknecentralen undertecknade. De undertecknade gäller:',
    unitAwaited: 'Det finns inga siffror ännu.',
    unitBad: 'Kontrollen fann:',
    proof: 'Bevis för denna enhet (.tlog-proof)',
    inLog: 'Post {n} i loggen',
    checkPaper: 'Jämför med papperet',

    checkAll: 'Kontrollera allt',
    checkAllHelp:
      'Läser hela loggen, kontrollerar varje underskrift, summerar på nytt och jämför varje fil. Det görs på din enhet.',
    start: 'Börja',
    stop: 'Stoppa',
    stage: '{stage}: {n} av {m}',
    stageEntries: 'Poster',
    stageSignatures: 'Underskrifter',
    stageTotal: 'Summa',
    stageFiles: 'Filer',
    allOk:
      'Inget fel hittat i {entries} poster, {returns} undertecknade rapporter, {files} filer och den summa som de ger.',
    someBad: 'Hittade fel: {n}. Summan som visas är loggens, inte den skadade kopians.',
    faultAt: 'visat {shown}, undertecknat {committed}',
    noFurther: 'Vad detta inte kan visa: om räknecentralerna räknade rätt, och om denna sida själv har ändrats.',
    fileOf: 'Fil',
    filesUnread:
      'Om {n} filer kan inget sägas här: en sida som har öppnats från en fil kan inte läsa dem. Kontrollera dem över nätet eller med ett kontrollprogram.',
    saveReport: 'Spara rapporten',

    paperTitle: 'Jämför ett papper med denna sida',
    paperHelp: 'Allt stannar på din enhet: inget foto och ingen siffra skickas.',
    photoTake: 'Fotografera koderna',
    photoChoose: 'Välj foton',
    photoHelp: 'Fotografera QR-koderna på papperet, skarpt och rakt framifrån. Det går bra med flera foton.',
    photoNone: 'Ingen kod kunde läsas i {name}. Gå närmare, undvik skugga eller fotografera en kod i taget.',
    photoLarge: '{name} är för stor eller ingen bild.',
    partsMissing: 'Del {parts} av {of} saknas ännu. Lägg till ett foto av den.',
    code: 'Offentlig kod eller kodernas text',
    codeHelp: 'Koden med 17 tecken under ”offentlig kod”, eller rader som börjar med PW1.',
    codeBad: 'Denna kod lästes inte rätt: ett av dess tecken är fel. Skriv den igen.',
    codeLength: 'En offentlig kod har 17 tecken; denna har {n}.',
    codeUnknown:
      'Ingen publicerad rapport har denna kod. Papperet kan ha rättats, dess siffror är kanske inte publicerade än, eller så är något fel. Sök upp enheten och jämför.',
    codeSearching: 'Områdena söks igenom: {n} av {m}',
    codeFound:
      'Den publicerade rapporten med denna kod visas nedan. En kod bevisar inget i sig: jämför varje tal med papperet, med egna ögon.',
    totals: 'Skriv in summorna från ett handskrivet papper',
    totalsHelp: 'Välj enheten och skriv vad som står på papperet. Lämna tomt det som du inte kan läsa.',
    onPaper: 'På papperet',
    inCodes: 'I papperets koder',
    compareEye:
      'Kvar att göra: jämför talen som är tryckta på papperet med första kolumnen. Koderna kan innehålla andra tal än trycket.',
    paperSame:
      'Koderna på papperet innehåller {n} siffror, undertecknade av {signers} innehavare vid {centre}. Alla är lika med de publicerade.',
    paperDiffers:
      'Koderna på papperet innehåller {n} siffror, undertecknade av {signers} innehavare vid {centre}. Andra än de publicerade: {k}.',
    paperReplaced: 'Räknecentralen har ersatt detta papper med ett senare. Angivet skäl: {reason}',
    paperUnsigned:
      'Koderna på detta papper är inte undertecknade av två innehavare vid dess räknecentral ({why}). De bevisar inget.',
    paperOther: 'Detta papper hör till ett annat val eller till en annan version av det.',
    paperUnpublished:
      'Papperets koder är undertecknade, men det finns inga publicerade siffror för denna enhet att jämföra med.',
    typedSame: 'Du skrev in {n} av {m} siffror. Alla {n} är lika med de publicerade.',
    typedDiffers: 'Du skrev in {n} av {m} siffror. Andra än de publicerade: {k}.',
    tellObserver: 'Behåll ett foto av papperet och meddela en observatör eller valmyndigheten.',

    downloads: 'Ladda ner',
    downloadsHelp: 'Alla siffror i öppna format, och hela loggen.',
    print: 'Skriv ut',
  },
};

// Dutch, by a machine; not reviewed. What is missing here is shown in English.
import type { LanguageFile } from './en.ts';

export const translation: LanguageFile = {
  reviewed: false,
  messages: {
    skip: 'Ga naar de cijfers',
    language: 'Taal',
    machine:
      'Deze vertaling is door een machine gemaakt en nog door niemand nagekeken. De Engelse tekst geldt, en staat er waar een vertaling ontbreekt.',
    bulletin: 'Bulletin {n} van {at}',
    polling: 'Stemdag {day}',
    home: 'Uitslag',
    newer: 'Er is een nieuwer bulletin.',
    showNewer: 'Tonen',
    loading: 'Het bulletin wordt gelezen …',
    failed: 'Het bulletin kan hier niet worden gelezen.',
    retry: 'Opnieuw proberen',
    back: 'Terug',
    close: 'Sluiten',

    trust: 'Kan men deze pagina geloven?',
    cannotProve:
      'Deze kopie kan zichzelf niet bewijzen. Vergelijk deze zestien woorden met die in de staatscourant of op het affiche in uw stembureau, of gebruik een controleprogramma van een onafhankelijke instelling.',
    words: 'Zestien woorden van deze verkiezing',
    wordsTyped: 'Typ of plak de woorden van het affiche (of hun nummers)',
    compare: 'Vergelijken',
    wordsSame: 'Ze zijn gelijk: alle zestien woorden.',
    wordsDiffer:
      'Ze verschillen bij woord {k}: deze pagina toont “{shown}”, u typte “{typed}”. Vertrouw niet op deze pagina.',
    wordsUnread:
      'Dit zijn geen zestien woorden van de lijst. Woord {k} staat er niet in, of het zijn er te weinig of te veel.',
    noWitness:
      'Geen onafhankelijke getuige heeft ondertekend. Alleen de uitgever staat ervoor in dat iedereen hetzelfde ziet.',
    witnesses: 'Onafhankelijke getuigen die dezelfde stand hebben gezien',
    witnessAt: '{name}, {at}',
    age: 'Ouderdom van deze stand: {age}, volgens {by}.',
    byWitness: 'de tijd van de getuigen',
    byPublisher: 'de opgave van de uitgever',
    old: 'Er kan een nieuwere zijn: deze kopie is lang niet vernieuwd.',
    entries: 'Het logboek bevat {n} vermeldingen.',
    quickOk:
      'Op uw apparaat gecontroleerd: de handtekening van het logboek, de getuigen die het verlangt, en dat dit bulletin in het logboek staat.',
    quickBad:
      'Een controle op uw apparaat is mislukt. Vertrouw niet op deze pagina; meld het aan de kiesautoriteit of aan een waarnemer.',
    remembered: 'Dit apparaat onthoudt de stand van {at}, en deze stand gaat daarop verder.',
    rolledBack: 'OUDER dan wat dit apparaat eerder te zien kreeg. Mogelijk verbergt iemand nieuwere cijfers.',
    splitView:
      'Deze stand is IN TEGENSPRAAK met een stand die dit apparaat eerder te zien kreeg. Beide zijn ondertekend: bewaar ze en geef ze aan een waarnemer.',
    saveStates: 'Beide ondertekende standen bewaren',
    mirrorUsed:
      'Het hoofdadres antwoordde niet of was beschadigd. Deze cijfers komen van de kopie {host}; ze worden op dezelfde manier gecontroleerd.',
    mirrors: 'Andere kopieën van dit bulletin',
    notice: 'Mededeling van de kiesautoriteit',
    noticeUnsigned:
      'Deze kopie bevat een mededeling die de kiesautoriteit niet heeft ondertekend. Die wordt niet getoond.',
    tryVerifier: 'Hoe u zonder deze pagina kunt controleren',
    tryVerifierHelp:
      'Neem een controleprogramma van een waarnemer, een universiteit of een krant, niet van hier. De vingerafdruk ervan is in het logboek vastgelegd: {hash}',

    embargo:
      'Geen cijfers vóór {at}. Tot dan zijn alleen digitale vingerafdrukken openbaar die de cijfers vastleggen: wat de centra hebben geteld, kan niet meer ongemerkt worden veranderd.',
    option: 'Lijst of kandidaat',
    votes: 'Stemmen',
    share: 'Aandeel',
    seats: 'Zetels',
    seatsOpen: 'Zetels worden niet getoond: het lot beslist, of er is te weinig geteld.',
    turnout: 'Opkomst',
    turnoutOf: '{cast} van {registered} kiesgerechtigden, in {n} eenheden',
    counted: 'Geteld',
    reported: 'Gemeld',
    countedOf: '{n} van {m} eenheden',
    without:
      'Eenheden die niet kunnen worden gecontroleerd: {k}. Met deze zijn {n} van {m} eenheden geteld, zonder deze {w}. Kleine cijfers: zonder deze.',
    byLog: 'Op uw apparaat opnieuw opgeteld uit de ondertekende processen-verbaal.',
    byCopy: 'Zoals gepubliceerd. “Alles controleren” telt het op uw apparaat opnieuw op.',
    otherFigures: 'Overige cijfers van het formulier',
    areas: 'Gebieden',
    area: 'Gebied',
    unit: 'Teleenheid',
    units: 'Teleenheden',
    find: 'Zoek een plaats of stembureau',
    noneFound: 'Dit komt in geen enkele naam voor.',
    awaited: 'Verwacht',
    mostAwaited: 'Meest verwacht eerst',
    byName: 'Op naam',
    at: 'Binnengekomen',
    mapHelp:
      'Elk heeft één tegel; met de pijltjestoetsen verplaatst u zich, Enter opent. De tabel hieronder zegt hetzelfde.',
    open: 'Openen',

    signed: 'Ondertekend door het telcentrum',
    differs: 'De kopie wijkt af; de ondertekende cijfers tellen',
    unverified: 'Niet gecontroleerd: geen geldig ondertekend proces-verbaal',
    stated: 'Alleen door de centrale opgegeven, niet door het telcentrum ondertekend',
    merged: 'Met andere samen geteld, om het stemgeheim te bewaren',
    committed: 'Gemeld en vastgelegd; de cijfers zijn nog niet vrijgegeven',
    standing: 'Status',
    together: 'Samen met: {units}',

    figures: 'Cijfers',
    figure: 'Cijfer',
    published: 'Gepubliceerd',
    signedFigure: 'Ondertekend',
    paper: 'Papier',
    same: 'gelijk',
    different: 'verschilt {d}',
    qr: 'Op het papier aan de deur staan ondertekende codes: scan ze en vergelijk.',
    handwritten: 'Het papier aan de deur is met de hand geschreven: typ de totalen en vergelijk.',
    none: 'Voor deze eenheid hangt er geen papier. Er is niets om mee te vergelijken.',
    publicCode: 'Openbare code',
    unitChecking: 'Wordt op uw apparaat gecontroleerd …',
    unitOk:
      'Op uw apparaat gecontroleerd: het logboek bevat dit proces-verbaal, {n} houders van {centre} hebben het ondertekend, en de cijfers zijn de hunne.',
    unitStated:
      'Op uw apparaat gecontroleerd: het logboek bevat de vermelding van de centrale. Niemand in het telcentrum heeft deze cijfers ondertekend; ze kunnen dus niet verder worden gecontroleerd.',
    unitUnverified:
      'Op uw apparaat gecontroleerd: de vermelding noemt een ondertekend proces-verbaal, en het logboek bevat er geen dat geldig is. Deze cijfers kunnen niet worden gecontroleerd; het totaal wordt met en zonder deze getoond.',
    unitDiffers:
      'De vermelding van de centrale bevat andere cijfers dan het telcentrum heeft ondertekend. De ondertekende tellen:',
    unitAwaited: 'Er zijn nog geen cijfers.',
    unitBad: 'De controle vond:',
    proof: 'Bewijs voor deze eenheid (.tlog-proof)',
    inLog: 'Vermelding {n} van het logboek',
    checkPaper: 'Met het papier vergelijken',

    checkAll: 'Alles controleren',
    checkAllHelp:
      'Leest het hele logboek, controleert elke handtekening, telt het totaal opnieuw op en vergelijkt elk bestand. Dat gebeurt op uw apparaat.',
    start: 'Beginnen',
    stop: 'Stoppen',
    stage: '{stage}: {n} van {m}',
    stageEntries: 'Vermeldingen',
    stageSignatures: 'Handtekeningen',
    stageTotal: 'Totaal',
    stageFiles: 'Bestanden',
    allOk:
      'Geen fout gevonden in {entries} vermeldingen, {returns} ondertekende processen-verbaal, {files} bestanden en het totaal dat ze opleveren.',
    someBad: 'Gevonden fouten: {n}. Het getoonde totaal is dat van het logboek, niet dat van de beschadigde kopie.',
    faultAt: 'getoond {shown}, ondertekend {committed}',
    noFurther: 'Wat dit niet kan aantonen: of de centra juist hebben geteld, en of deze pagina zelf is veranderd.',
    fileOf: 'Bestand',
    filesUnread:
      'Over {n} bestanden kan hier niets worden gezegd: een pagina die vanuit een bestand is geopend, kan ze niet lezen. Controleer ze via het netwerk of met een controleprogramma.',
    saveReport: 'Het verslag bewaren',

    paperTitle: 'Een papier met deze pagina vergelijken',
    paperHelp: 'Alles blijft op uw apparaat: geen foto en geen cijfer wordt verzonden.',
    photoTake: 'Foto van de codes maken',
    photoChoose: 'Foto’s kiezen',
    photoHelp: 'Maak een foto van de QR-codes op het papier, scherp en recht van voren. Meer foto’s mag ook.',
    photoNone:
      'In {name} kon geen code worden gelezen. Ga dichterbij, vermijd schaduw of fotografeer één code tegelijk.',
    photoLarge: '{name} is te groot of geen afbeelding.',
    partsMissing: 'Deel {parts} van {of} ontbreekt nog. Voeg er een foto van toe.',
    code: 'Openbare code of tekst van de codes',
    codeHelp: 'De code van 17 tekens onder “openbare code”, of regels die met PW1 beginnen.',
    codeBad: 'Deze code is niet juist gelezen: een van de tekens is fout. Typ de code opnieuw.',
    codeLength: 'Een openbare code heeft 17 tekens; deze heeft er {n}.',
    codeUnknown:
      'Geen gepubliceerd proces-verbaal heeft deze code. Het papier kan verbeterd zijn, de cijfers zijn misschien nog niet gepubliceerd, of er is iets mis. Zoek de eenheid op en vergelijk.',
    codeSearching: 'De gebieden worden doorzocht: {n} van {m}',
    codeFound:
      'Het gepubliceerde proces-verbaal met deze code staat hieronder. Een code alleen bewijst niets: vergelijk elk getal met het papier, met uw eigen ogen.',
    totals: 'Totalen van een handgeschreven papier intypen',
    totalsHelp: 'Kies de eenheid en typ wat er op het papier staat. Laat leeg wat u niet kunt lezen.',
    onPaper: 'Op het papier',
    inCodes: 'In de codes van het papier',
    compareEye:
      'Nog te doen: vergelijk de gedrukte getallen met de eerste kolom. De codes kunnen andere getallen bevatten dan de druk.',
    paperSame:
      'De codes op het papier bevatten {n} cijfers, ondertekend door {signers} houders van {centre}. Alle zijn gelijk aan de gepubliceerde.',
    paperDiffers:
      'De codes op het papier bevatten {n} cijfers, ondertekend door {signers} houders van {centre}. Anders dan gepubliceerd: {k}.',
    paperReplaced: 'Het telcentrum heeft dit papier door een later papier vervangen. Opgegeven reden: {reason}',
    paperUnsigned:
      'De codes op dit papier zijn niet door twee houders van het telcentrum ondertekend ({why}). Ze bewijzen niets.',
    paperOther: 'Dit papier hoort bij een andere verkiezing of bij een andere versie ervan.',
    paperUnpublished:
      'De codes van het papier zijn ondertekend, maar er zijn geen gepubliceerde cijfers van deze eenheid om mee te vergelijken.',
    typedSame: 'U hebt {n} van {m} cijfers ingetypt. Alle {n} zijn gelijk aan de gepubliceerde.',
    typedDiffers: 'U hebt {n} van {m} cijfers ingetypt. Anders dan gepubliceerd: {k}.',
    tellObserver: 'Bewaar een foto van het papier en meld het aan een waarnemer of aan de kiesautoriteit.',

    downloads: 'Downloads',
    downloadsHelp: 'Elk cijfer in open formaten, en het hele logboek.',
    print: 'Afdrukken',
  },
};

// Slovak, by a machine; not reviewed. What is missing here is shown in English.
import type { LanguageFile } from './en.ts';

export const translation: LanguageFile = {
  reviewed: false,
  messages: {
    skip: 'Prejsť na čísla',
    language: 'Jazyk',
    machine:
      'Tento preklad vytvoril stroj a nikto ho zatiaľ neskontroloval. Platí anglický text; zobrazí sa aj tam, kde preklad chýba.',
    bulletin: 'Bulletin {n} z {at}',
    polling: 'Deň hlasovania: {day}',
    home: 'Výsledok',
    newer: 'Je k dispozícii novší bulletin.',
    showNewer: 'Zobraziť',
    loading: 'Bulletin sa načítava …',
    failed: 'Bulletin sa tu nedá prečítať.',
    retry: 'Skúsiť znova',
    back: 'Späť',
    close: 'Zavrieť',

    trust: 'Dá sa tejto stránke veriť?',
    cannotProve:
      'Táto kópia nemôže dokázať samu seba. Porovnajte týchto šestnásť slov so slovami v úradnom vestníku alebo na plagáte vo volebnej miestnosti, alebo použite overovací program nezávislej inštitúcie.',
    words: 'Šestnásť slov týchto volieb',
    wordsTyped: 'Napíšte alebo vložte slová z plagátu (alebo ich čísla)',
    compare: 'Porovnať',
    wordsSame: 'Sú rovnaké: všetkých šestnásť slov.',
    wordsDiffer:
      'Líšia sa pri slove {k}: táto stránka uvádza „{shown}“, napísali ste „{typed}“. Nespoliehajte sa na túto stránku.',
    wordsUnread: 'Toto nie je šestnásť slov zo zoznamu. Slovo {k} v ňom nie je, alebo ich je primálo či priveľa.',
    noWitness: 'Nepodpísal žiadny nezávislý svedok. Len vydavateľ ručí za to, že všetci vidia to isté.',
    witnesses: 'Nezávislí svedkovia, ktorí videli rovnaký stav',
    witnessAt: '{name}, {at}',
    age: 'Vek tohto stavu: {age}, podľa {by}.',
    byWitness: 'času jeho svedkov',
    byPublisher: 'údaja vydavateľa',
    old: 'Môže existovať novší: táto kópia nebola dlho obnovená.',
    entries: 'Počet záznamov v registri: {n}.',
    quickOk:
      'Skontrolované vo vašom zariadení: podpis registra, svedkovia, ktorých vyžaduje, a to, že tento bulletin je v registri.',
    quickBad:
      'Kontrola vo vašom zariadení zlyhala. Nespoliehajte sa na túto stránku; oznámte to volebnému orgánu alebo pozorovateľovi.',
    remembered: 'Toto zariadenie si pamätá stav z {at} a tento stav naň nadväzuje.',
    rolledBack: 'STARŠÍ než to, čo sa tomuto zariadeniu už ukázalo. Možno niekto skrýva novšie čísla.',
    splitView:
      'Tento stav PROTIREČÍ stavu, ktorý sa tomuto zariadeniu už ukázal. Oba sú podpísané: uložte ich a odovzdajte pozorovateľovi.',
    saveStates: 'Uložiť oba podpísané stavy',
    mirrorUsed:
      'Hlavná adresa neodpovedala alebo bola poškodená. Tieto čísla sú z kópie {host}; kontrolujú sa rovnakým spôsobom.',
    mirrors: 'Iné kópie tohto bulletinu',
    notice: 'Oznam volebného orgánu',
    noticeUnsigned: 'Táto kópia obsahuje oznam, ktorý volebný orgán nepodpísal. Nezobrazuje sa.',
    tryVerifier: 'Ako kontrolovať bez tejto stránky',
    tryVerifierHelp:
      'Overovací program si vezmite od pozorovateľa, univerzity alebo novín, nie odtiaľto. Jeho odtlačok je zapísaný v registri: {hash}',

    embargo:
      'Žiadne čísla pred {at}. Dovtedy sú verejné iba odtlačky, ktorými sú čísla záväzne určené: čo centrá sčítali, už sa nedá nepozorovane zmeniť.',
    option: 'Listina alebo kandidát',
    votes: 'Hlasy',
    share: 'Podiel',
    seats: 'Mandáty',
    seatsOpen: 'Mandáty sa nezobrazujú: rozhoduje žreb alebo je sčítané príliš málo.',
    turnout: 'Účasť',
    turnoutOf: '{cast} z {registered} oprávnených voličov, počet jednotiek: {n}',
    counted: 'Sčítané',
    reported: 'Nahlásené',
    countedOf: '{n} z {m} jednotiek',
    without:
      'Jednotky, ktoré sa nedajú overiť: {k}. S nimi je sčítaných {n} z {m} jednotiek, bez nich {w}. Malé čísla: bez nich.',
    byLog: 'Znova spočítané vo vašom zariadení z podpísaných zápisníc.',
    byCopy: 'Ako zverejnené. „Skontrolovať všetko“ to znova spočíta vo vašom zariadení.',
    otherFigures: 'Ďalšie čísla z formulára',
    areas: 'Oblasti',
    area: 'Oblasť',
    unit: 'Sčítacia jednotka',
    units: 'Sčítacie jednotky',
    find: 'Hľadať miesto alebo volebnú miestnosť',
    noneFound: 'Žiadny názov to neobsahuje.',
    awaited: 'Očakávané',
    mostAwaited: 'Najprv najviac očakávaných',
    byName: 'Podľa názvu',
    at: 'Prišlo',
    mapHelp: 'Jedno políčko pre každú; šípky posúvajú, Enter otvára. Tabuľka nižšie hovorí to isté.',
    open: 'Otvoriť',

    signed: 'Podpísané sčítacím centrom',
    differs: 'Kópia sa líši; platia podpísané čísla',
    unverified: 'Neoverené: žiadna platná podpísaná zápisnica',
    stated: 'Uviedla len ústredňa, centrum nepodpísalo',
    merged: 'Sčítané s inými pre tajnosť hlasovania',
    committed: 'Nahlásené a záväzne určené; čísla ešte nie sú uvoľnené',
    standing: 'Stav',
    together: 'Spolu s: {units}',

    figures: 'Čísla',
    figure: 'Číslo',
    published: 'Zverejnené',
    signedFigure: 'Podpísané',
    paper: 'Papier',
    same: 'rovnaké',
    different: 'líši sa o {d}',
    qr: 'Papier na dverách nesie podpísané kódy: naskenujte ich a porovnajte.',
    handwritten: 'Papier na dverách je písaný rukou: napíšte jeho súčty a porovnajte.',
    none: 'Pre túto jednotku sa nevyvesuje žiadny papier. Nie je s čím porovnať.',
    publicCode: 'Verejný kód',
    unitChecking: 'Kontroluje sa vo vašom zariadení …',
    unitOk:
      'Skontrolované vo vašom zariadení: register obsahuje túto zápisnicu, podpísali ju držitelia (počet: {n}, {centre}) a čísla sú ich.',
    unitStated:
      'Skontrolované vo vašom zariadení: register obsahuje záznam ústredne. Nikto v centre tieto čísla nepodpísal, preto sa nedajú ďalej overiť.',
    unitUnverified:
      'Skontrolované vo vašom zariadení: záznam uvádza podpísanú zápisnicu a register žiadnu platnú neobsahuje. Tieto čísla sa nedajú overiť; súčet sa zobrazuje s nimi aj bez nich.',
    unitDiffers: 'Záznam ústredne má iné čísla, než podpísalo centrum. Platia podpísané:',
    unitAwaited: 'Zatiaľ nie sú žiadne čísla.',
    unitBad: 'Kontrola zistila:',
    proof: 'Dôkaz pre túto jednotku (.tlog-proof)',
    inLog: 'Záznam {n} v registri',
    checkPaper: 'Porovnať s papierom',

    checkAll: 'Skontrolovať všetko',
    checkAllHelp:
      'Prečíta celý register, skontroluje každý podpis, znova spočíta súčet a porovná každý súbor. Deje sa to vo vašom zariadení.',
    start: 'Začať',
    stop: 'Zastaviť',
    stage: '{stage}: {n} z {m}',
    stageEntries: 'Záznamy',
    stageSignatures: 'Podpisy',
    stageTotal: 'Súčet',
    stageFiles: 'Súbory',
    allOk:
      'Nenašla sa žiadna chyba. Záznamy: {entries}, podpísané zápisnice: {returns}, súbory: {files} a súčet, ktorý dávajú.',
    someBad: 'Nájdené chyby: {n}. Zobrazený súčet je z registra, nie z poškodenej kópie.',
    faultAt: 'zobrazené {shown}, podpísané {committed}',
    noFurther: 'Čo sa tým nedá ukázať: či centrá sčítali správne a či nebola zmenená samotná táto stránka.',
    fileOf: 'Súbor',
    filesUnread:
      'Súbory, o ktorých sa tu nedá nič povedať: {n}. Stránka otvorená zo súboru ich nemôže prečítať. Skontrolujte ich cez sieť alebo overovacím programom.',
    saveReport: 'Uložiť správu',

    paperTitle: 'Porovnať papier s touto stránkou',
    paperHelp: 'Všetko zostáva vo vašom zariadení: žiadna fotka ani číslo sa neodosiela.',
    photoTake: 'Odfotiť kódy',
    photoChoose: 'Vybrať fotky',
    photoHelp: 'Odfoťte QR kódy na papieri, ostro a rovno spredu. Môže byť aj viac fotiek.',
    photoNone:
      'V {name} sa nepodarilo prečítať žiadny kód. Choďte bližšie, vyhnite sa tieňu alebo foťte po jednom kóde.',
    photoLarge: '{name}: súbor je príliš veľký alebo to nie je obrázok.',
    partsMissing: 'Ešte chýba časť {parts} z {of}. Pridajte jej fotku.',
    code: 'Verejný kód alebo text kódov',
    codeHelp: 'Kód so 17 znakmi pod nápisom „verejný kód“ alebo riadky, ktoré sa začínajú na PW1.',
    codeBad: 'Tento kód nebol prečítaný správne: jeden z jeho znakov je chybný. Napíšte ho znova.',
    codeLength: 'Verejný kód má 17 znakov; počet znakov tohto kódu: {n}.',
    codeUnknown:
      'Tento kód nemá žiadna zverejnená zápisnica. Papier mohol byť opravený, jeho čísla ešte nemusia byť zverejnené alebo niečo nie je v poriadku. Vyhľadajte jednotku a porovnajte.',
    codeSearching: 'Prehľadávajú sa oblasti: {n} z {m}',
    codeFound:
      'Zverejnená zápisnica s týmto kódom je nižšie. Samotný kód nič nedokazuje: porovnajte každé číslo s papierom, na vlastné oči.',
    totals: 'Zapísať súčty z ručne písaného papiera',
    totalsHelp: 'Vyberte jednotku a napíšte, čo je na papieri. Čo neviete prečítať, nechajte prázdne.',
    onPaper: 'Na papieri',
    inCodes: 'V kódoch papiera',
    compareEye:
      'Zostáva: porovnajte čísla vytlačené na papieri s prvým stĺpcom. Kódy by mohli obsahovať iné čísla než tlač.',
    paperSame:
      'Kódy na papieri obsahujú čísel: {n}, podpísaných držiteľmi: {signers} ({centre}). Všetky sú rovnaké ako zverejnené.',
    paperDiffers:
      'Kódy na papieri obsahujú čísel: {n}, podpísaných držiteľmi: {signers} ({centre}). Iné než zverejnené: {k}.',
    paperReplaced: 'Centrum nahradilo tento papier neskorším. Uvedený dôvod: {reason}',
    paperUnsigned: 'Kódy na tomto papieri nie sú podpísané dvoma držiteľmi jeho centra ({why}). Nič nedokazujú.',
    paperOther: 'Tento papier je z iných volieb alebo z ich inej verzie.',
    paperUnpublished:
      'Kódy papiera sú podpísané, ale nie sú zverejnené čísla tejto jednotky, s ktorými by sa dali porovnať.',
    typedSame: 'Napísali ste {n} z {m} čísel. Všetky napísané ({n}) sú rovnaké ako zverejnené.',
    typedDiffers: 'Napísali ste {n} z {m} čísel. Iné než zverejnené: {k}.',
    tellObserver: 'Uschovajte si fotku papiera a oznámte to pozorovateľovi alebo volebnému orgánu.',

    downloads: 'Na stiahnutie',
    downloadsHelp: 'Všetky čísla v otvorených formátoch a celý register.',
    print: 'Vytlačiť',
  },
};

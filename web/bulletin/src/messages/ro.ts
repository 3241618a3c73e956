// Romanian, by a machine; not reviewed. What is missing here is shown in English.
import type { LanguageFile } from './en.ts';

export const translation: LanguageFile = {
  reviewed: false,
  messages: {
    skip: 'Salt la cifre',
    language: 'Limbă',
    machine:
      'Această traducere a fost făcută de o mașină și nu a fost încă revizuită de nimeni. Este valabil textul englez, care apare și acolo unde lipsește o traducere.',
    bulletin: 'Buletinul {n} din {at}',
    polling: 'Ziua votului: {day}',
    home: 'Rezultat',
    newer: 'Există un buletin mai nou.',
    showNewer: 'Arată',
    loading: 'Se citește buletinul …',
    failed: 'Buletinul nu poate fi citit aici.',
    retry: 'Încearcă din nou',
    back: 'Înapoi',
    close: 'Închide',

    trust: 'Poate fi crezută această pagină?',
    cannotProve:
      'Această copie nu se poate dovedi singură. Comparați aceste șaisprezece cuvinte cu cele din monitorul oficial sau de pe afișul secției de votare, ori folosiți un verificator al unui organism independent.',
    words: 'Șaisprezece cuvinte ale acestor alegeri',
    wordsTyped: 'Scrieți sau lipiți cuvintele de pe afiș (sau numerele lor)',
    compare: 'Compară',
    wordsSame: 'Sunt aceleași: toate cele șaisprezece cuvinte.',
    wordsDiffer:
      'Diferă la cuvântul {k}: această pagină arată „{shown}”, ați scris „{typed}”. Nu vă bazați pe această pagină.',
    wordsUnread:
      'Acestea nu sunt șaisprezece cuvinte din listă. Cuvântul {k} nu este în ea, sau sunt prea puține ori prea multe.',
    noWitness: 'Niciun martor independent nu a semnat. Numai editorul garantează că toți văd același lucru.',
    witnesses: 'Martori independenți care au văzut aceeași stare',
    witnessAt: '{name}, {at}',
    age: 'Vechimea acestei stări: {age}, după {by}.',
    byWitness: 'ora martorilor ei',
    byPublisher: 'spusele editorului',
    old: 'S-ar putea să existe una mai nouă: această copie nu a fost reînnoită de mult.',
    entries: 'Intrări în registru: {n}.',
    quickOk:
      'Verificat pe dispozitivul dvs.: semnătura registrului, martorii pe care îi cere și faptul că acest buletin se află în registru.',
    quickBad:
      'O verificare pe dispozitivul dvs. a eșuat. Nu vă bazați pe această pagină; anunțați autoritatea electorală sau un observator.',
    remembered: 'Acest dispozitiv ține minte starea din {at}, iar aceasta o continuă.',
    rolledBack:
      'MAI VECHI decât ceea ce i s-a arătat înainte acestui dispozitiv. Poate că cineva ascunde cifre mai noi.',
    splitView:
      'Această stare CONTRAZICE una care i s-a arătat înainte acestui dispozitiv. Ambele sunt semnate: salvați-le și dați-le unui observator.',
    saveStates: 'Salvează ambele stări semnate',
    mirrorUsed:
      'Adresa principală nu a răspuns sau era deteriorată. Aceste cifre provin din copia {host}; ele se verifică în același mod.',
    mirrors: 'Alte copii ale acestui buletin',
    notice: 'Anunț al autorității electorale',
    noticeUnsigned: 'Această copie conține un anunț pe care autoritatea electorală nu l-a semnat. Nu este afișat.',
    tryVerifier: 'Cum se verifică fără această pagină',
    tryVerifierHelp:
      'Luați un verificator de la un observator, o universitate sau un ziar, nu de aici. Amprenta lui este fixată în registru: {hash}',

    embargo:
      'Nicio cifră înainte de {at}. Până atunci sunt publice doar amprente care fixează cifrele: ceea ce au numărat centrele nu mai poate fi schimbat pe neobservate.',
    option: 'Listă sau candidat',
    votes: 'Voturi',
    share: 'Pondere',
    seats: 'Mandate',
    seatsOpen: 'Mandatele nu sunt arătate: decide o tragere la sorți sau s-a numărat prea puțin.',
    turnout: 'Prezență la vot',
    turnoutOf: '{cast} din {registered} alegători înscriși; unități: {n}',
    counted: 'Numărat',
    reported: 'Raportat',
    countedOf: 'unități: {n} din {m}',
    without:
      'Unități care nu pot fi verificate: {k}. Unități numărate cu ele: {n} din {m}, fără ele: {w}. Cifrele mici: fără ele.',
    byLog: 'Adunat din nou pe dispozitivul dvs. din procesele-verbale semnate.',
    byCopy: 'Așa cum a fost publicat. „Verifică tot” adună din nou pe dispozitivul dvs.',
    otherFigures: 'Alte cifre din formular',
    areas: 'Zone',
    area: 'Zonă',
    unit: 'Unitate de numărare',
    units: 'Unități de numărare',
    find: 'Caută un loc sau o secție de votare',
    noneFound: 'Niciun nume nu conține acest text.',
    awaited: 'Așteptat',
    mostAwaited: 'Întâi cele mai așteptate',
    byName: 'După nume',
    at: 'Sosit',
    mapHelp:
      'Câte un pătrat pentru fiecare; tastele săgeți mută, Enter deschide. Tabelul de mai jos spune același lucru.',
    open: 'Deschide',

    signed: 'Semnat de centrul de numărare',
    differs: 'Copia diferă; contează cifrele semnate',
    unverified: 'Neverificat: niciun proces-verbal semnat valabil',
    stated: 'Declarat doar de centrală, nesemnat de centru',
    merged: 'Numărat împreună cu altele, pentru secretul votului',
    committed: 'Raportat și fixat; cifrele nu sunt încă făcute publice',
    standing: 'Situație',
    together: 'Împreună cu: {units}',

    figures: 'Cifre',
    figure: 'Cifră',
    published: 'Publicat',
    signedFigure: 'Semnat',
    paper: 'Hârtie',
    same: 'la fel',
    different: 'diferă cu {d}',
    qr: 'Hârtia de la ușă poartă coduri semnate: scanați-le și comparați.',
    handwritten: 'Hârtia de la ușă este scrisă de mână: scrieți totalurile ei și comparați.',
    none: 'Pentru această unitate nu se afișează nicio hârtie. Nu există cu ce compara.',
    publicCode: 'Cod public',
    unitChecking: 'Se verifică pe dispozitivul dvs. …',
    unitOk:
      'Verificat pe dispozitivul dvs.: registrul conține acest proces-verbal, {n} deținători din {centre} l-au semnat, iar cifrele sunt ale lor.',
    unitStated:
      'Verificat pe dispozitivul dvs.: registrul conține înregistrarea centralei. Nimeni din centru nu a semnat aceste cifre, așa că nu pot fi verificate mai departe.',
    unitUnverified:
      'Verificat pe dispozitivul dvs.: înregistrarea indică un proces-verbal semnat, iar registrul nu conține niciunul valabil. Aceste cifre nu pot fi verificate; totalul este arătat cu ele și fără ele.',
    unitDiffers: 'Înregistrarea centralei are alte cifre decât cele semnate de centru. Contează cele semnate:',
    unitAwaited: 'Nu există încă cifre.',
    unitBad: 'Verificarea a găsit:',
    proof: 'Dovadă pentru această unitate (.tlog-proof)',
    inLog: 'Intrarea {n} din registru',
    checkPaper: 'Compară cu hârtia',

    checkAll: 'Verifică tot',
    checkAllHelp:
      'Citește întregul registru, verifică fiecare semnătură, adună din nou totalul și compară fiecare fișier. Se face pe dispozitivul dvs.',
    start: 'Începe',
    stop: 'Oprește',
    stage: '{stage}: {n} din {m}',
    stageEntries: 'Intrări',
    stageSignatures: 'Semnături',
    stageTotal: 'Total',
    stageFiles: 'Fișiere',
    allOk:
      'Nicio eroare găsită. Intrări: {entries}, procese-verbale semnate: {returns}, fișiere: {files}, precum și totalul pe care îl dau.',
    someBad: 'Erori găsite: {n}. Totalul arătat este cel din registru, nu cel al copiei deteriorate.',
    faultAt: 'arătat {shown}, semnat {committed}',
    noFurther:
      'Ce nu se poate arăta astfel: dacă centrele au numărat corect și dacă această pagină însăși a fost schimbată.',
    fileOf: 'Fișier',
    filesUnread:
      'Fișiere despre care nu se poate spune nimic aici: {n}. O pagină deschisă dintr-un fișier nu le poate citi. Verificați-le prin rețea sau cu un verificator.',
    saveReport: 'Salvează raportul',

    paperTitle: 'Compară o hârtie cu această pagină',
    paperHelp: 'Totul rămâne pe dispozitivul dvs.: nu se trimite nicio fotografie și nicio cifră.',
    photoTake: 'Fotografiază codurile',
    photoChoose: 'Alege fotografii',
    photoHelp: 'Fotografiați codurile QR de pe hârtie, clar și drept din față. Pot fi mai multe fotografii.',
    photoNone:
      'Niciun cod nu a putut fi citit în {name}. Apropiați-vă, evitați umbra sau fotografiați câte un singur cod.',
    photoLarge: '{name} este prea mare sau nu este o imagine.',
    partsMissing: 'Mai lipsește partea {parts} din {of}. Adăugați o fotografie a ei.',
    code: 'Cod public sau textul codurilor',
    codeHelp: 'Codul de 17 caractere de sub „cod public”, sau rânduri care încep cu PW1.',
    codeBad: 'Acest cod nu a fost citit corect: unul dintre caracterele lui este greșit. Scrieți-l din nou.',
    codeLength: 'Un cod public are 17 caractere; caractere în acesta: {n}.',
    codeUnknown:
      'Niciun proces-verbal publicat nu are acest cod. Poate că hârtia a fost corectată, cifrele ei nu sunt încă publicate sau ceva nu este în regulă. Căutați unitatea și comparați.',
    codeSearching: 'Se caută în zone: {n} din {m}',
    codeFound:
      'Procesul-verbal publicat cu acest cod este arătat mai jos. Un cod singur nu dovedește nimic: comparați fiecare număr cu hârtia, cu ochii dvs.',
    totals: 'Scrie totalurile unei hârtii scrise de mână',
    totalsHelp: 'Alegeți unitatea, apoi scrieți ce spune hârtia. Lăsați gol ce nu puteți citi.',
    onPaper: 'Pe hârtie',
    inCodes: 'În codurile hârtiei',
    compareEye:
      'Mai rămâne: comparați numerele tipărite pe hârtie cu prima coloană. Codurile ar putea conține alte numere decât cele tipărite.',
    paperSame:
      'Cifre în codurile de pe hârtie: {n}, semnate de {signers} deținători din {centre}. Toate sunt la fel cu cele publicate.',
    paperDiffers:
      'Cifre în codurile de pe hârtie: {n}, semnate de {signers} deținători din {centre}. Diferite de cele publicate: {k}.',
    paperReplaced: 'Centrul a înlocuit această hârtie cu una ulterioară. Motivul dat: {reason}',
    paperUnsigned:
      'Codurile de pe această hârtie nu sunt semnate de doi deținători din centrul ei ({why}). Nu dovedesc nimic.',
    paperOther: 'Această hârtie este de la alte alegeri sau de la o altă versiune a lor.',
    paperUnpublished:
      'Codurile hârtiei sunt semnate, dar nu există cifre publicate ale acestei unități cu care să fie comparate.',
    typedSame: 'Cifre scrise: {n} din {m}. Toate cele scrise ({n}) sunt la fel cu cele publicate.',
    typedDiffers: 'Cifre scrise: {n} din {m}. Diferite de cele publicate: {k}.',
    tellObserver: 'Păstrați o fotografie a hârtiei și anunțați un observator sau autoritatea electorală.',

    downloads: 'Descărcări',
    downloadsHelp: 'Toate cifrele în formate deschise și întregul registru.',
    print: 'Tipărește',
  },
};

// Irish, by a machine; not reviewed. What is missing here is shown in English.
import type { LanguageFile } from './en.ts';

export const translation: LanguageFile = {
  reviewed: false,
  messages: {
    skip: 'Léim go dtí na figiúirí',
    language: 'Teanga',
    machine:
      'Meaisín a rinne an t-aistriúchán seo agus níl sé seiceáilte ag duine fós. Is é an téacs Béarla atá i bhfeidhm, agus taispeántar é áit a bhfuil aistriúchán ar iarraidh.',
    bulletin: 'Feasachán {n}, {at}',
    polling: 'Lá vótaíochta: {day}',
    home: 'Toradh',
    newer: 'Tá feasachán níos nuaí ann.',
    showNewer: 'Taispeáin é',
    loading: 'Tá an feasachán á léamh …',
    failed: 'Ní féidir an feasachán a léamh anseo.',
    retry: 'Bain triail eile as',
    back: 'Siar',
    close: 'Dún',
    trust: 'An féidir an leathanach seo a chreidiúint?',
    cannotProve:
      'Ní féidir leis an gcóip seo í féin a chruthú. Cuir na sé fhocal déag seo i gcomparáid leo siúd san iris oifigiúil nó ar an bpóstaer ag do stáisiún vótaíochta, nó úsáid fíoraitheoir ó chomhlacht neamhspleách.',
    words: 'Sé fhocal déag an toghcháin seo',
    wordsTyped: 'Clóscríobh nó greamaigh na focail ón bpóstaer (nó a n-uimhreacha)',
    compare: 'Cuir i gcomparáid',
    wordsSame: 'Is ionann iad: na sé fhocal déag ar fad.',
    wordsDiffer:
      'Tá difríocht ag focal {k}: deir an leathanach seo “{shown}”, chlóscríobh tú “{typed}”. Ná bí ag brath ar an leathanach seo.',
    wordsUnread:
      'Ní sé fhocal déag ón liosta iad seo. Níl focal {k} ann, nó tá an iomarca focal nó róbheagán focal ann.',
    noWitness:
      'Níor shínigh aon fhinné neamhspleách. Is é an foilsitheoir amháin a dhearbhaíonn go dtaispeántar an rud céanna do gach duine.',
    witnesses: 'Finnéithe neamhspleácha a chonaic an staid chéanna',
    witnessAt: '{name}, {at}',
    age: 'Aois na staide seo: {age}, de réir {by}.',
    byWitness: 'ama a finnéithe',
    byPublisher: 'a foilsitheora',
    old: 'D’fhéadfadh ceann níos nuaí a bheith ann: is fada nach ndearnadh an chóip seo a athnuachan.',
    entries: 'Líon na n-iontrálacha sa loga: {n}.',
    quickOk:
      'Seiceáilte ar do ghléas: síniú an loga, na finnéithe a iarrann sé, agus go bhfuil an feasachán seo sa loga.',
    quickBad:
      'Theip ar sheiceáil ar do ghléas. Ná bí ag brath ar an leathanach seo; inis don údarás toghcháin nó do bhreathnóir.',
    remembered: 'Is cuimhin leis an ngléas seo an staid ó {at}, agus leanann an ceann seo ar aghaidh uaithi.',
    rolledBack:
      'NÍOS SINE ná an méid a taispeánadh don ghléas seo cheana. D’fhéadfadh duine éigin a bheith ag cur figiúirí níos nuaí i bhfolach.',
    splitView:
      'TAGANN an staid seo SALACH ar cheann a taispeánadh don ghléas seo cheana. Tá an dá cheann sínithe: sábháil iad agus tabhair do bhreathnóir iad.',
    saveStates: 'Sábháil an dá staid shínithe',
    mirrorUsed:
      'Níor fhreagair an príomhsheoladh nó bhí sé damáistithe. Tagann na figiúirí seo ón gcóip {host}; seiceáiltear iad ar an mbealach céanna.',
    mirrors: 'Cóipeanna eile den fheasachán seo',
    notice: 'Fógra ón údarás toghcháin',
    noticeUnsigned: 'Tá fógra sa chóip seo nár shínigh an t-údarás toghcháin. Ní thaispeántar é.',
    tryVerifier: 'Conas seiceáil gan an leathanach seo',
    tryVerifierHelp:
      'Faigh fíoraitheoir ó bhreathnóir, ó ollscoil nó ó nuachtán, ní ón áit seo. Tá a mhéarlorg socraithe sa loga: {hash}',
    embargo:
      'Gan aon fhigiúirí roimh {at}. Go dtí sin níl ach gealltanais poiblí: ní féidir an méid atá comhairthe ag na hionaid a athrú a thuilleadh i ngan fhios.',
    option: 'Liosta nó iarrthóir',
    votes: 'Vótaí',
    share: 'Sciar',
    seats: 'Suíocháin',
    seatsOpen: 'Ní thaispeántar suíocháin: cinnfear le crannchur, nó tá róbheagán comhairthe.',
    turnout: 'Líon vótála',
    turnoutOf: '{cast} as {registered} atá i dteideal vótáil, in {n} aonad',
    counted: 'Comhairthe',
    reported: 'Tuairiscithe',
    countedOf: '{n} as {m} aonad',
    without:
      'Aonaid nach féidir a fhíorú: {k}. Leo sin tá {n} as {m} aonad comhairthe, gan iad {w}. Figiúirí beaga: gan iad.',
    byLog: 'Suimithe arís ar do ghléas ó na tuairisceáin shínithe.',
    byCopy: 'Mar a foilsíodh. Déanann “Seiceáil gach rud” é a shuimiú arís ar do ghléas.',
    otherFigures: 'Figiúirí eile na foirme',
    areas: 'Ceantair',
    area: 'Ceantar',
    unit: 'Aonad comhairimh',
    units: 'Aonaid chomhairimh',
    find: 'Aimsigh áit nó stáisiún vótaíochta',
    noneFound: 'Níl sé sin in aon ainm.',
    awaited: 'Ag fanacht',
    mostAwaited: 'An líon is mó ag fanacht ar dtús',
    byName: 'De réir ainm',
    at: 'Faighte',
    mapHelp:
      'Tíl amháin do gach ceann; bogann na saigheadeochracha, osclaíonn Enter. Deir an tábla thíos an rud céanna.',
    open: 'Oscail',
    signed: 'Sínithe ag a ionad comhairimh',
    differs: 'Tá an chóip éagsúil; is iad na figiúirí sínithe atá i bhfeidhm',
    unverified: 'Gan fíorú: níl tuairisceán sínithe bailí ann',
    stated: 'Luaite ag an gceanncheathrú amháin, gan síniú an ionaid',
    merged: 'Comhairthe in éineacht le cinn eile, chun rúndacht vótaí a choinneáil',
    committed: 'Tuairiscithe agus geallta; níl a fhigiúirí eisithe fós',
    standing: 'Stádas',
    together: 'In éineacht le: {units}',
    figures: 'Figiúirí',
    figure: 'Figiúr',
    published: 'Foilsithe',
    signedFigure: 'Sínithe',
    paper: 'Páipéar',
    same: 'mar an gcéanna',
    different: 'difríocht {d}',
    qr: 'Tá cóid shínithe ar an bpáipéar ag an doras: scan iad agus déan comparáid.',
    handwritten: 'Tá an páipéar ag an doras scríofa de láimh: clóscríobh a iomláin agus déan comparáid.',
    none: 'Níl aon pháipéar crochta don aonad seo. Níl aon rud ann le comparáid a dhéanamh leis.',
    publicCode: 'Cód poiblí',
    unitChecking: 'Á sheiceáil ar do ghléas …',
    unitOk:
      'Seiceáilte ar do ghléas: tá an tuairisceán seo sa loga, tá sé sínithe ag {n} sealbhóir de chuid {centre}, agus is leosan na figiúirí.',
    unitStated:
      'Seiceáilte ar do ghléas: tá taifead an cheanncheathrú sa loga. Níor shínigh aon duine san ionad na figiúirí seo, mar sin ní féidir iad a sheiceáil níos faide.',
    unitUnverified:
      'Seiceáilte ar do ghléas: luann an taifead tuairisceán sínithe, agus níl ceann bailí sa loga. Ní féidir na figiúirí seo a sheiceáil; taispeántar an t-iomlán leo agus gan iad.',
    unitDiffers:
      'Tá figiúirí i dtaifead an cheanncheathrú atá éagsúil leo siúd a shínigh an t-ionad. Is iad na cinn shínithe atá i bhfeidhm:',
    unitAwaited: 'Níl aon fhigiúirí ann fós.',
    unitBad: 'Fuair an tseiceáil:',
    proof: 'Cruthúnas don aonad seo (.tlog-proof)',
    inLog: 'Iontráil {n} den loga',
    checkPaper: 'Cuir i gcomparáid leis an bpáipéar',
    checkAll: 'Seiceáil gach rud',
    checkAllHelp:
      'Léann sé an loga iomlán, seiceálann sé gach síniú, suimíonn sé an t-iomlán arís agus cuireann sé gach comhad i gcomparáid. Déantar ar do ghléas é.',
    start: 'Tosaigh',
    stop: 'Stop',
    stage: '{stage}: {n} as {m}',
    stageEntries: 'Iontrálacha',
    stageSignatures: 'Sínithe',
    stageTotal: 'Iomlán',
    stageFiles: 'Comhaid',
    allOk:
      'Ní bhfuarthas aon locht in {entries} iontráil, {returns} tuairisceán sínithe, {files} comhad, ná san iomlán a thugann siad.',
    someBad: 'Lochtanna a fuarthas: {n}. Is é iomlán an loga a thaispeántar, ní iomlán na cóipe damáistithe.',
    faultAt: 'taispeánta {shown}, sínithe {committed}',
    noFurther:
      'An rud nach féidir leis seo a thaispeáint: ar chomhair na hionaid i gceart, agus ar athraíodh an leathanach seo féin.',
    fileOf: 'Comhad',
    filesUnread:
      'Comhaid nach féidir aon rud a rá fúthu anseo: {n}. Ní féidir le leathanach a osclaíodh ó chomhad iad a léamh. Seiceáil iad thar an líonra, nó le fíoraitheoir.',
    saveReport: 'Sábháil an tuarascáil',
    paperTitle: 'Cuir páipéar i gcomparáid leis an leathanach seo',
    paperHelp: 'Fanann gach rud ar do ghléas: ní sheoltar aon ghrianghraf ná figiúr áit ar bith.',
    photoTake: 'Glac grianghraf de na cóid',
    photoChoose: 'Roghnaigh grianghraif',
    photoHelp:
      'Glac grianghraf de na cóid QR ar an bpáipéar, go géar agus díreach ón tosach. Is féidir roinnt grianghraf a ghlacadh.',
    photoNone:
      'Níorbh fhéidir aon chód a léamh in {name}. Téigh níos gaire, seachain scáth, nó glac grianghraf de chód amháin ag an am.',
    photoLarge: 'Tá {name} rómhór nó ní pictiúr é.',
    partsMissing: 'Tá cuid {parts} as {of} ar iarraidh fós. Cuir grianghraf di leis.',
    code: 'Cód poiblí nó téacs na gcód',
    codeHelp: 'An cód 17 gcarachtar faoi “public code”, nó línte a thosaíonn le PW1.',
    codeBad: 'Níor léadh an cód seo i gceart: tá ceann dá charachtair mícheart. Clóscríobh arís é.',
    codeLength: 'Tá 17 gcarachtar i gcód poiblí; an líon atá sa cheann seo: {n}.',
    codeUnknown:
      'Níl an cód seo ag aon tuairisceán foilsithe. D’fhéadfadh gur ceartaíodh an páipéar, nach bhfuil a fhigiúirí foilsithe fós, nó go bhfuil rud éigin mícheart. Aimsigh an t-aonad agus déan comparáid.',
    codeSearching: 'Ag cuardach sna ceantair: {n} as {m}',
    codeFound:
      'Taispeántar thíos an tuairisceán foilsithe a bhfuil an cód seo aige. Ní chruthaíonn cód aon rud leis féin: cuir gach uimhir i gcomparáid leis an bpáipéar, le do shúile féin.',
    totals: 'Clóscríobh iomláin páipéir lámhscríofa',
    totalsHelp:
      'Roghnaigh an t-aonad, ansin clóscríobh a bhfuil ar an bpáipéar. Fág folamh aon rud nach féidir leat a léamh.',
    onPaper: 'Ar an bpáipéar',
    inCodes: 'I gcóid an pháipéir',
    compareEye:
      'Le déanamh fós: cuir na huimhreacha atá clóite ar an bpáipéar i gcomparáid leis an gcéad cholún. D’fhéadfadh uimhreacha eile a bheith sna cóid seachas iad siúd atá clóite.',
    paperSame:
      'Tá {n} figiúr sna cóid ar an bpáipéar, sínithe ag {signers} sealbhóir de chuid {centre}. Is ionann iad uile agus na cinn fhoilsithe.',
    paperDiffers:
      'Tá {n} figiúr sna cóid ar an bpáipéar, sínithe ag {signers} sealbhóir de chuid {centre}. Éagsúil ó na cinn fhoilsithe: {k}.',
    paperReplaced: 'Chuir an t-ionad páipéar níos déanaí in ionad an pháipéir seo. An chúis a tugadh: {reason}',
    paperUnsigned:
      'Níl na cóid ar an bpáipéar seo sínithe ag beirt sealbhóirí dá ionad ({why}). Ní chruthaíonn siad aon rud.',
    paperOther: 'Baineann an páipéar seo le toghchán eile nó le leagan eile den toghchán seo.',
    paperUnpublished:
      'Tá cóid an pháipéir sínithe, ach níl aon fhigiúirí foilsithe den aonad seo ann le comparáid a dhéanamh leo.',
    typedSame: 'Chlóscríobh tú {n} as {m} figiúr. Is ionann gach ceann de na {n} agus na cinn fhoilsithe.',
    typedDiffers: 'Chlóscríobh tú {n} as {m} figiúr. Éagsúil ó na cinn fhoilsithe: {k}.',
    tellObserver: 'Coinnigh grianghraf den pháipéar, agus inis do bhreathnóir nó don údarás toghcháin.',
    downloads: 'Íoslódálacha',
    downloadsHelp: 'Gach figiúr i bhformáidí oscailte, agus an loga iomlán.',
    print: 'Priontáil',
  },
};

// Portuguese, by a machine; not reviewed. What is missing here is shown in English.
import type { LanguageFile } from './en.ts';

export const translation: LanguageFile = {
  reviewed: false,
  messages: {
    skip: 'Saltar para os números',
    language: 'Língua',
    machine:
      'Esta tradução foi feita por uma máquina e ainda ninguém a reviu. Vale o texto inglês, que aparece onde falta a tradução.',
    bulletin: 'Boletim {n} de {at}',
    polling: 'Dia da votação: {day}',
    home: 'Resultado',
    newer: 'Há um boletim mais recente.',
    showNewer: 'Mostrar',
    loading: 'A ler o boletim …',
    failed: 'O boletim não pode ser lido aqui.',
    retry: 'Tentar de novo',
    back: 'Voltar',
    close: 'Fechar',

    trust: 'Pode acreditar-se nesta página?',
    cannotProve:
      'Esta cópia não se pode provar a si própria. Compare estas dezasseis palavras com as do jornal oficial ou do cartaz na sua assembleia de voto, ou use um verificador de um organismo independente.',
    words: 'Dezasseis palavras desta eleição',
    wordsTyped: 'Escreva ou cole as palavras do cartaz (ou os seus números)',
    compare: 'Comparar',
    wordsSame: 'São as mesmas: as dezasseis palavras.',
    wordsDiffer: 'Diferem na palavra {k}: esta página diz «{shown}», escreveu «{typed}». Não confie nesta página.',
    wordsUnread:
      'Estas não são dezasseis palavras da lista. A palavra {k} não está nela, ou há palavras a menos ou a mais.',
    noWitness: 'Nenhuma testemunha independente assinou. Só quem publica garante que todos veem o mesmo.',
    witnesses: 'Testemunhas independentes que viram o mesmo estado',
    witnessAt: '{name}, {at}',
    age: 'Idade deste estado: {age}, segundo {by}.',
    byWitness: 'a hora das suas testemunhas',
    byPublisher: 'o que diz quem o publica',
    old: 'Pode haver um mais recente: esta cópia não é renovada há muito tempo.',
    entries: 'O registo contém {n} entradas.',
    quickOk:
      'Verificado no seu aparelho: a assinatura do registo, as testemunhas que ele exige e que este boletim está no registo.',
    quickBad:
      'Uma verificação no seu aparelho falhou. Não confie nesta página; avise a autoridade eleitoral ou um observador.',
    remembered: 'Este aparelho lembra-se do estado de {at}, e este é a sua continuação.',
    rolledBack:
      'MAIS ANTIGO do que aquilo que já foi mostrado a este aparelho. Talvez alguém esteja a esconder números mais recentes.',
    splitView:
      'Este estado CONTRADIZ um que já foi mostrado a este aparelho. Ambos estão assinados: guarde-os e entregue-os a um observador.',
    saveStates: 'Guardar os dois estados assinados',
    mirrorUsed:
      'O endereço principal não respondeu ou estava danificado. Estes números vêm da cópia {host}; são verificados da mesma maneira.',
    mirrors: 'Outras cópias deste boletim',
    notice: 'Aviso da autoridade eleitoral',
    noticeUnsigned: 'Esta cópia traz um aviso que a autoridade eleitoral não assinou. Não é mostrado.',
    tryVerifier: 'Como verificar sem esta página',
    tryVerifierHelp:
      'Obtenha um verificador de um observador, de uma universidade ou de um jornal, não daqui. A sua impressão digital está fixada no registo: {hash}',

    embargo:
      'Não há números antes de {at}. Até lá só são públicas as impressões digitais que fixam os números: o que os centros apuraram já não pode ser alterado sem que se note.',
    option: 'Lista ou candidato',
    votes: 'Votos',
    share: 'Percentagem',
    seats: 'Mandatos',
    seatsOpen: 'Os mandatos não são mostrados: decide um sorteio, ou está pouco apurado.',
    turnout: 'Participação',
    turnoutOf: '{cast} de {registered} eleitores inscritos, em {n} unidades',
    counted: 'Apurado',
    reported: 'Comunicado',
    countedOf: '{n} de {m} unidades',
    without:
      'Unidades que não podem ser verificadas: {k}. Com elas estão apuradas {n} de {m} unidades, sem elas {w}. Números pequenos: sem elas.',
    byLog: 'Somado de novo no seu aparelho a partir das atas assinadas.',
    byCopy: 'Como publicado. «Verificar tudo» soma de novo no seu aparelho.',
    otherFigures: 'Outros números do formulário',
    areas: 'Áreas',
    area: 'Área',
    unit: 'Unidade de apuramento',
    units: 'Unidades de apuramento',
    find: 'Procurar um lugar ou uma mesa de voto',
    noneFound: 'Nenhum nome contém isso.',
    awaited: 'Em falta',
    mostAwaited: 'Primeiro onde mais falta',
    byName: 'Por nome',
    at: 'Recebido',
    mapHelp: 'Um quadrado para cada uma; as teclas de setas movem, Enter abre. O quadro em baixo diz o mesmo.',
    open: 'Abrir',

    signed: 'Assinado pelo seu centro de apuramento',
    differs: 'A cópia difere; contam os números assinados',
    unverified: 'Não verificado: não há ata assinada válida',
    stated: 'Declarado só pela central, não assinado pelo centro',
    merged: 'Contado com outras, para guardar o segredo do voto',
    committed: 'Comunicado e fixado; os seus números ainda não foram divulgados',
    standing: 'Situação',
    together: 'Juntamente com: {units}',

    figures: 'Números',
    figure: 'Número',
    published: 'Publicado',
    signedFigure: 'Assinado',
    paper: 'Papel',
    same: 'igual',
    different: 'difere em {d}',
    qr: 'O papel à porta traz códigos assinados: leia-os com a câmara e compare.',
    handwritten: 'O papel à porta está escrito à mão: escreva os seus totais e compare.',
    none: 'Não se afixa nenhum papel para esta unidade. Não há com que comparar.',
    publicCode: 'Código público',
    unitChecking: 'A verificar no seu aparelho …',
    unitOk:
      'Verificado no seu aparelho: o registo contém esta ata, {n} titulares de {centre} assinaram-na e os números são os deles.',
    unitStated:
      'Verificado no seu aparelho: o registo contém a declaração da central. Ninguém no centro assinou estes números, por isso não podem ser mais verificados.',
    unitUnverified:
      'Verificado no seu aparelho: a declaração refere uma ata assinada, e o registo não contém nenhuma válida. Estes números não podem ser verificados; o total é mostrado com eles e sem eles.',
    unitDiffers: 'A declaração da central tem números diferentes dos que o centro assinou. Contam os assinados:',
    unitAwaited: 'Ainda não há números.',
    unitBad: 'A verificação encontrou:',
    proof: 'Prova desta unidade (.tlog-proof)',
    inLog: 'Entrada {n} do registo',
    checkPaper: 'Comparar com o papel',

    checkAll: 'Verificar tudo',
    checkAllHelp:
      'Lê todo o registo, verifica cada assinatura, soma de novo o total e compara cada ficheiro. É feito no seu aparelho.',
    start: 'Começar',
    stop: 'Parar',
    stage: '{stage}: {n} de {m}',
    stageEntries: 'Entradas',
    stageSignatures: 'Assinaturas',
    stageTotal: 'Total',
    stageFiles: 'Ficheiros',
    allOk:
      'Nenhum erro encontrado em {entries} entradas, {returns} atas assinadas, {files} ficheiros e no total que deles resulta.',
    someBad: 'Erros encontrados: {n}. O total mostrado é o do registo, não o da cópia danificada.',
    faultAt: 'mostrado {shown}, assinado {committed}',
    noFurther:
      'O que isto não pode mostrar: se os centros contaram corretamente e se esta própria página foi alterada.',
    fileOf: 'Ficheiro',
    filesUnread:
      'De {n} ficheiros nada se pode dizer aqui: uma página aberta a partir de um ficheiro não os pode ler. Verifique-os através da rede ou com um verificador.',
    saveReport: 'Guardar o relatório',

    paperTitle: 'Comparar um papel com esta página',
    paperHelp: 'Tudo fica no seu aparelho: nenhuma foto e nenhum número é enviado.',
    photoTake: 'Fotografar os códigos',
    photoChoose: 'Escolher fotos',
    photoHelp: 'Fotografe os códigos QR do papel, com nitidez e de frente. Podem ser várias fotos.',
    photoNone:
      'Não se conseguiu ler nenhum código em {name}. Aproxime-se, evite sombras ou fotografe um código de cada vez.',
    photoLarge: '{name} é demasiado grande ou não é uma imagem.',
    partsMissing: 'Ainda falta a parte {parts} de {of}. Junte uma foto dela.',
    code: 'Código público ou texto dos códigos',
    codeHelp: 'O código de 17 caracteres por baixo de «código público», ou linhas que começam por PW1.',
    codeBad: 'Este código não foi lido corretamente: um dos seus caracteres está errado. Escreva-o de novo.',
    codeLength: 'Um código público tem 17 caracteres; este tem {n}.',
    codeUnknown:
      'Nenhuma ata publicada tem este código. O papel pode ter sido corrigido, os seus números podem ainda não estar publicados, ou algo está errado. Procure a unidade e compare.',
    codeSearching: 'A procurar nas áreas: {n} de {m}',
    codeFound:
      'A ata publicada com este código está em baixo. Um código por si só não prova nada: compare cada número com o papel, com os seus próprios olhos.',
    totals: 'Escrever os totais de um papel feito à mão',
    totalsHelp: 'Escolha a unidade e escreva o que diz o papel. Deixe vazio o que não conseguir ler.',
    onPaper: 'No papel',
    inCodes: 'Nos códigos do papel',
    compareEye:
      'Falta fazer: compare os números impressos no papel com a primeira coluna. Os códigos podem conter números diferentes dos impressos.',
    paperSame:
      'Os códigos do papel contêm {n} números, assinados por {signers} titulares de {centre}. Todos são iguais aos publicados.',
    paperDiffers:
      'Os códigos do papel contêm {n} números, assinados por {signers} titulares de {centre}. Diferentes dos publicados: {k}.',
    paperReplaced: 'O centro substituiu este papel por outro posterior. Motivo indicado: {reason}',
    paperUnsigned:
      'Os códigos deste papel não estão assinados por dois titulares do seu centro ({why}). Não provam nada.',
    paperOther: 'Este papel é de outra eleição ou de outra versão dela.',
    paperUnpublished:
      'Os códigos do papel estão assinados, mas não há números publicados desta unidade com que os comparar.',
    typedSame: 'Escreveu {n} de {m} números. Todos os {n} são iguais aos publicados.',
    typedDiffers: 'Escreveu {n} de {m} números. Diferentes dos publicados: {k}.',
    tellObserver: 'Guarde uma foto do papel e avise um observador ou a autoridade eleitoral.',

    downloads: 'Descarregar',
    downloadsHelp: 'Todos os números em formatos abertos, e o registo completo.',
    print: 'Imprimir',
  },
};

/// Names of real places, councils and NHS bodies of England and Wales, the well-known ones and every sort: regions, counties,
/// districts and unitary authorities, towns, and the first words of trusts, integrated care boards and health boards.
enum RealNames {
    /// In lower case. A body is listed by the words before "NHS", "Council" or "Integrated Care Board".
    static let all = Set(
        (districts + counties + towns + bodies).split(whereSeparator: { $0 == "," || $0 == "\n" })
            .map { $0.split(separator: " ").joined(separator: " ").lowercased() }.filter { !$0.isEmpty }
    )

    /// Whether a name is a real one, or has a real one among its words: "North Calderdale", "Ashbourne and Zorrelbeck".
    static func taints(_ name: String) -> Bool {
        let words = name.lowercased().split { !$0.isLetter && $0 != "-" }.map(String.init)
        return words.indices.contains { first in
            (first..<words.count).contains { last in all.contains(words[first...last].joined(separator: " ")) }
        }
    }

    private static let districts = """
        Adur, Allerdale, Amber Valley, Arun, Ashfield, Ashford, Babergh, Barking and Dagenham, Barnet, Barnsley,
        Barrow-in-Furness, Basildon, Basingstoke and Deane, Bassetlaw, Bath and North East Somerset, Bedford, Bexley,
        Birmingham, Blaby, Blackburn with Darwen, Blackpool, Blaenau Gwent, Bolsover, Bolton, Boston, Bournemouth,
        Bracknell Forest, Bradford, Braintree, Breckland, Brent, Brentwood, Bridgend, Brighton and Hove, Bristol,
        Broadland, Bromley, Bromsgrove, Broxbourne, Broxtowe, Burnley, Bury, Caerphilly, Calderdale, Cambridge, Camden,
        Cannock Chase, Canterbury, Cardiff, Carlisle, Carmarthenshire, Castle Point, Ceredigion, Charnwood, Chelmsford,
        Cheltenham, Cherwell, Chester, Chesterfield, Chichester, Chiltern, Chorley, Colchester, Conwy, Copeland, Corby,
        Cotswold, Coventry, Craven, Crawley, Croydon, Dacorum, Darlington, Dartford, Daventry, Denbighshire, Derby,
        Derbyshire Dales, Doncaster, Dorset, Dover, Dudley, Durham, Ealing, Eastbourne, Eastleigh, Eden, Elmbridge,
        Enfield, Epping Forest, Epsom and Ewell, Erewash, Exeter, Fareham, Fenland, Flintshire, Folkestone and Hythe,
        Forest of Dean, Fylde, Gateshead, Gedling, Gloucester, Gosport, Gravesham, Great Yarmouth, Greenwich, Guildford,
        Gwynedd, Hackney, Halton, Hambleton, Hammersmith and Fulham, Harborough, Haringey, Harlow, Harrogate, Harrow,
        Hart, Hartlepool, Hastings, Havant, Havering, Herefordshire, Hertsmere, High Peak, Hillingdon, Hinckley and
        Bosworth, Horsham, Hounslow, Huntingdonshire, Hyndburn, Ipswich, Isle of Anglesey, Isle of Wight, Islington,
        Kensington and Chelsea, Kettering, Kingston upon Hull, Kingston upon Thames, Kirklees, Knowsley, Lambeth,
        Lancaster, Leeds, Leicester, Lewes, Lewisham, Lichfield, Lincoln, Liverpool, Luton, Maidstone, Maldon,
        Malvern Hills, Manchester, Mansfield, Medway, Melton, Mendip, Merthyr Tydfil, Merton, Middlesbrough,
        Milton Keynes, Mole Valley, Monmouthshire, Neath Port Talbot, Newark and Sherwood, Newcastle upon Tyne,
        Newcastle-under-Lyme, Newham, Newport, Northampton, Norwich, Nottingham, Nuneaton and Bedworth, Oldham, Oxford,
        Pembrokeshire, Pendle, Peterborough, Plymouth, Poole, Portsmouth, Powys, Preston, Reading, Redbridge,
        Redcar and Cleveland, Redditch, Reigate and Banstead, Rhondda Cynon Taf, Ribble Valley, Richmond upon Thames,
        Rochdale, Rochford, Rossendale, Rother, Rotherham, Rugby, Runnymede, Rushcliffe, Rushmoor, Rutland, Ryedale,
        Salford, Sandwell, Scarborough, Sedgemoor, Sefton, Selby, Sevenoaks, Sheffield, Shropshire, Slough, Solihull,
        Southampton, Southend-on-Sea, Southwark, Spelthorne, St Albans, St Helens, Stafford, Stevenage, Stockport,
        Stockton-on-Tees, Stoke-on-Trent, Stratford-on-Avon, Stroud, Sunderland, Surrey Heath, Sutton, Swale, Swansea,
        Swindon, Tameside, Tamworth, Tandridge, Teignbridge, Telford and Wrekin, Tendring, Test Valley, Tewkesbury,
        Thanet, Three Rivers, Thurrock, Tonbridge and Malling, Torbay, Torfaen, Torridge, Tower Hamlets, Trafford,
        Tunbridge Wells, Uttlesford, Vale of Glamorgan, Wakefield, Walsall, Waltham Forest, Wandsworth, Warrington,
        Warwick, Watford, Waverley, Wealden, Wellingborough, Welwyn Hatfield, Westminster, Wigan, Wiltshire, Winchester,
        Windsor and Maidenhead, Wirral, Woking, Wokingham, Wolverhampton, Worcester, Worthing, Wrexham, Wychavon,
        Wycombe, Wyre, Wyre Forest, York
        """

    private static let counties = """
        Bedfordshire, Berkshire, Buckinghamshire, Cambridgeshire, Cheshire, Cheshire East, Cornwall, Cumbria,
        Cumberland, Derbyshire, Devon, East Sussex, Essex, Gloucestershire, Greater London, Greater Manchester,
        Hampshire, Hertfordshire, Kent, Lancashire, Leicestershire, Lincolnshire, Merseyside, Norfolk, Northamptonshire,
        Northumberland, Nottinghamshire, Oxfordshire, Somerset, Staffordshire, Suffolk, Surrey, Tyne and Wear,
        Warwickshire, West Midlands, West Sussex, West Yorkshire, Westmorland and Furness, Worcestershire, Yorkshire
        """

    private static let towns = """
        Abergavenny, Aberystwyth, Accrington, Aldershot, Alnwick, Altrincham, Andover, Ashbourne, Aylesbury, Bacup,
        Bakewell, Banbury, Bangor, Barnstaple, Barrowford, Batley, Beverley, Bideford, Bideford, Birkenhead, Bishop
        Auckland, Blyth, Bodmin, Bognor Regis, Bootle, Bridgwater, Bridlington, Brighouse, Brixham, Burslem, Buxton,
        Camborne, Castleford, Chatham, Chippenham, Cirencester, Clacton, Cleethorpes, Clitheroe, Congleton, Consett,
        Cramlington, Crewe, Cromer, Darwen, Deal, Devizes, Dewsbury, Didcot, Dorchester, Dorking, Droitwich, Dunstable,
        Ellesmere Port, Ely, Evesham, Falmouth, Farnborough, Farnham, Felixstowe, Fleetwood, Formby, Frome, Gainsborough,
        Glossop, Goole, Grantham, Grays, Grimsby, Halesowen, Halifax, Harpenden, Harwich, Haverhill, Hebden Bridge,
        Hemel Hempstead, Hereford, Hertford, Hexham, Heysham, High Wycombe, Hitchin, Holyhead, Hove, Huddersfield, Hull,
        Huntingdon, Ilfracombe, Ilkeston, Ilkley, Immingham, Keighley, Kendal, Kidderminster, King's Lynn, Kirkby,
        Knaresborough, Knutsford, Leamington Spa, Leatherhead, Leigh, Leominster, Letchworth, Leyland, Llandudno,
        Llanelli, Loughborough, Lowestoft, Ludlow, Lytham, Macclesfield, Maidenhead, Margate, Market Harborough,
        Marlborough, Matlock, Melksham, Middleton, Millom, Minehead, Morecambe, Morpeth, Nantwich, Nelson, Newbury,
        Newmarket, Newquay, Northallerton, Northwich, Nuneaton, Oakham, Okehampton, Ormskirk, Oswestry, Otley, Penrith,
        Penzance, Pontefract, Pontypridd, Port Talbot, Prescot, Prestwich, Ramsbottom, Ramsgate, Rawtenstall, Redcar,
        Redhill, Redruth, Rhyl, Ripley, Ripon, Romford, Rotherham, Royston, Runcorn, Ryde, Salisbury, Sandbach,
        Scunthorpe, Shrewsbury, Sittingbourne, Skegness, Skelmersdale, Skipton, Sleaford, Southport, Spalding,
        St Austell, St Ives, Staines, Stalybridge, Stockton, Stourbridge, Stowmarket, Sudbury, Taunton, Thetford,
        Thornbury, Tiverton, Todmorden, Torquay, Totnes, Tring, Trowbridge, Truro, Ulverston, Uttoxeter, Wallasey,
        Wallsend, Ware, Warminster, Wells, Welshpool, Westbury, Weston-super-Mare, Weymouth, Whitby, Whitehaven,
        Whitstable, Widnes, Wilmslow, Wimborne, Windermere, Wisbech, Witney, Workington, Worksop, Yeovil
        """

    private static let bodies = """
        Airedale, Alder Hey, Aneurin Bevan, Barts, Betsi Cadwaladr, Black Country, Bolton, Bridgewater, Calderdale and
        Huddersfield, Camden and Islington, Central and North West London, Countess of Chester, Cwm Taf Morgannwg,
        Dartford and Gravesham, East Cheshire, East London, Frimley, George Eliot, Great Ormond Street, Guy's and
        St Thomas', Homerton, Humber, Hywel Dda, Imperial, Kernow, Kettering, King's College, Leeds and York,
        Liverpool Heart and Chest, Mersey and West Lancashire, Mersey Care, Mid Cheshire, Midlands, Moorfields,
        Norfolk and Suffolk, North Bristol, North East London, Northern Care Alliance, Northumbria, Oxleas, Pennine Care,
        Pennine Lancashire, Royal Berkshire, Royal Devon, Royal Free, Sherwood Forest, Solent, South London and
        Maudsley, Stockport, Sussex, Tavistock and Portman, Tees Esk and Wear Valleys, The Christie, Walton Centre,
        West London, Whittington, Wirral, Wye Valley, Yeovil
        """
}

"""Queries with the facts that answer them, worked out by hand.

The facts are those of the frozen seed; their ids are written without the `by-2013-` that they all
begin with.
"""

# in words, as a query, ids of the facts
EXPECTED = [
    (
        "Which agreement with Turkey lets people travel without visas?",
        "country=TR&topic=visas",
        "visa-free-travel-turkey",
    ),
    (
        "What was agreed with Turkey on sending people back?",
        "country=TR&topic=readmission",
        "readmission-agreement-turkey",
    ),
    (
        "What happened with China?",
        "country=CN",
        "comprehensive-strategic-partnership-china state-visit-china agreements-value-asia",
    ),
    *(
        (
            f"What did the {name} do against human trafficking in 2013?",
            f"organization={name}&topic=human-trafficking&year=2013",
            "general-assembly-meeting-global-plan-trafficking",
        )
        for name in ("un", "UN", "United Nations", "ООН")
    ),
    (
        "Which missions were opened in Africa?",
        "region=africa&type=mission-opening&status=done",
        "embassy-ethiopia",
    ),
    (
        "What is planned for 2014?",
        "year=2014&status=planned",
        "embassy-qatar embassy-mongolia readmission-and-visa-facilitation-talks-eu "
        "ice-hockey-world-championship",
    ),
    (
        "Which heads of state came to Belarus?",
        "type=visit&level=head-of-state&party=BY:host",
        "visit-president-of-serbia visit-president-of-venezuela visit-president-of-ecuador "
        "visit-president-of-bolivia",
    ),
    ("What touched 2012?", "year=2012", "national-export-development-programme"),
    (
        "What took place from 15 to 17 January 2013?",
        "date_from=2013-01-15&date_to=2013-01-17",
        "seminar-resolution-1540-minsk",
    ),
    ("What is said of Norway?", "country=NO", ""),
    ("What is said of the United Kingdom?", "country=UK", ""),
    (
        "Who got visa-free travel?",
        "topic=visas&type=agreement-signing&status=done",
        "visa-free-travel-turkey visa-free-travel-mongolia",
    ),
    (
        "Where did the President of Belarus go on a state visit?",
        "form=state&party_all=BY:visitor,alexander-lukashenko:visitor",
        "state-visit-indonesia state-visit-singapore state-visit-china",
    ),
    (
        "Which prime ministers came to Belarus?",
        "type=visit&level=head-of-government&party=Belarus:host",
        "visit-head-of-government-of-kazakhstan visit-head-of-government-of-ukraine",
    ),
    (
        "Which missions are only thought about?",
        "type=mission-opening&status=considered",
        "diplomatic-mission-iraq diplomatic-mission-angola",
    ),
    (
        "What happened in May 2013, as far as the month is known?",
        "date_from=2013-05&date_to=2013-05",
        "general-assembly-meeting-global-plan-trafficking "
        "conference-middle-income-countries-minsk visit-unodc-head",
    ),
    (
        "What is dated to the second half of 2013?",
        "date_from=2013-07-01&date_to=2013-12-31",
        "embassy-ethiopia eu-presidency-lithuania cooperation-lithuania "
        "visit-delegation-of-us-department-of-state round-table-nuclear-weapons-new-york "
        "distribution-network-coordination distribution-network-enterprises",
    ),
    (
        "What reaches into 2015?",
        "year=2015",
        "possible-funding-ibrd world-bank-partnership-strategy possible-funding-ifc "
        "election-opcw-executive-council national-export-development-programme",
    ),
    (
        "What does the World Bank Group do?",
        "organization=World Bank",
        "world-bank-partnership-strategy possible-funding-ibrd possible-funding-ifc",
    ),
    (
        "Which free trade agreements are considered, and with whom?",
        "topic=free-trade&status=considered",
        "free-trade-agreement-new-zealand free-trade-agreement-israel free-trade-agreement-india",
    ),
    ("Who talks with EFTA?", "organization=EFTA", "free-trade-negotiation-efta"),
    (
        "Which facts have a member of EFTA in them?",
        "organization=EFTA&organization_match=members",
        "",
    ),
    (
        "What did Belarus do with NATO?",
        "organization=NATO",
        "rail-transit-nato-isaf table-top-exercise-nato",
    ),
    (
        "Where do Kazakhstan and Ukraine stand in one fact?",
        "country_all=Kazakhstan,Ukraine",
        "industrial-cooperation-cis round-table-nuclear-weapons-new-york",
    ),
    (
        "How often did the three of the Customs Union meet?",
        "type=meeting&country_all=BY,KZ,RU",
        "meetings-supreme-eurasian-economic-council "
        "meetings-heads-of-government-eurasian-integration "
        "meetings-eurasian-economic-commission-council",
    ),
    (
        "What is said of Syria?",
        "country=Syria",
        "situation-africa-middle-east protection-of-nationals-africa-middle-east "
        "financial-assistance-syria hardest-consular-situations",
    ),
    (
        "What did Belarus give?",
        "party=BY:donor",
        "rail-transit-nato-isaf financial-assistance-syria",
    ),
    (
        "What did Belarus get?",
        "party=BY:recipient",
        "ebrd-operations-volume possible-funding-ibrd possible-funding-ifc "
        "russian-consular-assistance",
    ),
    (
        "What are the figures of trade with Russia, the one that leaves it out apart?",
        "country=Russia&type=trade-figure",
        "trade-turnover-russia trade-share-russia trade-rank-in-russia",
    ),
    (
        "What did the government publish on the West?",
        "region=western-countries",
        "report-human-rights-western-countries report-human-rights-western-countries-response",
    ),
    (
        "What did parliaments do?",
        "level=parliament",
        "parliament-heads-turkey parliamentary-contacts-hungary",
    ),
    (
        "What took place in Minsk?",
        "party=minsk:venue",
        "conference-middle-income-countries-minsk visit-unodc-head "
        "visit-osce-media-representative seminar-resolution-1540-minsk",
    ),
    (
        "Who came from Latin America?",
        "region=latin-america&type=visit&party=BY:host",
        "visit-president-of-venezuela visit-president-of-ecuador visit-president-of-bolivia",
    ),
    (
        "With which Baltic states did commissions meet?",
        "region=Baltic states&type=commission-session",
        "commission-session-latvia commission-session-lithuania",
    ),
    (
        "With whom in the Middle East does Belarus cooperate?",
        "region=middle-east&type=cooperation",
        "dialogue-united-arab-emirates dialogue-israel",
    ),
    (
        "With whom did Belarus establish diplomatic relations?",
        "type=diplomatic-relations",
        "diplomatic-relations-djibouti diplomatic-relations-south-sudan",
    ),
    ("Who is Mr Fedotov?", "entity=Mr Fedotov", "visit-unodc-head cooperation-unodc-impetus"),
    (
        "Who presided over what?",
        "type=presidency",
        "cis-presidency eu-presidency-lithuania",
    ),
    (
        "What do the bodies of the CIS do, the CIS itself left aside?",
        "party=cis-executive-committee,cis-consular-council",
        "seminar-resolution-1540-minsk cis-consular-council-session",
    ),
]

"""Ways in which English ads say until when one may apply, each in two small ads."""

ADS = (
    (
        "Programme Officer – Light Foundation\n\n"
        "{}\n\n"
        "You will write reports.\n"
        "Email your CV to jobs@org.example.org"
    ),
    (
        "JOB OPENING\n"
        "Accountant, Nairobi\n"
        "Start date: 1 September 2027\n"
        "How to apply: email your CV to jobs@org.example.org\n"
        "{}\n"
        "Interviews will be held on 14 July 2027."
    ),
)
# The day of 2027 (and the hour), and the words; "⏎" stands for the end of a line.
LAST = """
06-30 | Deadline: 30/06/2027
06-30 | Closing: 30 June 2027
06-30 | Closing Date: Wednesday 30 June 2027
06-30T12:00 | Closing date: noon, 30 June 2027
06-30 | Applications close 30 June 2027.
06-30 | Applications close on June 30th, 2027
06-30 | Apps close: 30 Jun 2027
06-30 | Application window closes on 30 June 2027
06-30 | The call closes on 30 June 2027.
06-30 | The vacancy will close at the end of the day on 30 June 2027
06-30T12:00 | Please send your application before noon on 30 June 2027.
06-30 | Send your CV by COB 30 June 2027 to jobs@org.example.org
06-30 | Submit by close of business on Wednesday, June 30, 2027.
06-30 | Submit your CV by EOD June 30, 2027
06-30 | Send us your CV no later than 30 June 2027.
06-30T17:00 | Applications should be received no later than 5:00 p.m. on June 30, 2027.
06-30 | Applications are due June 30, 2027.
06-30 | Applications due by 6/30/2027
06-30 | Application due date: June 30, 2027
06-30 | Due: 30 June 2027
06-30 | Due date 30-Jun-2027
06-30 | Apply by: 30 June 2027
06-30 | **Apply by** June 30, 2027
06-30 | Apply before 30th of June 2027
06-30 | Last day to apply: 30 June 2027
06-30 | Last date for applications: 30th June, 2027
06-30 | Last date for receipt of applications is 30.06.2027
06-30 | Final date for submissions: 30 June 2027
06-30 | Expiry date: 30/06/2027
06-30 | Job expires: 30 June 2027
06-30 | Valid through: 2027-06-30
06-30 | Open until 30 June 2027
06-30 | Applications open until 30 June 2027
06-30 | Applications are open from 1 May to 30 June 2027.
06-30 | Application period: 1 May – 30 June 2027
06-30 | Application period: 2027-05-01 to 2027-06-30
06-30 | Applications open: 1 May 2027 ⏎ Applications close: 30 June 2027
06-14 | Submissions accepted June 3-14, 2027
06-14 | Apply between 3 and 14 June 2027
06-30 | Applications must be postmarked by June 30, 2027
06-30 | Applications received by 30 June 2027 will be considered.
06-30 | We cannot consider applications received after 30 June 2027.
06-30 | No applications will be accepted after June 30, 2027.
06-30 | Late applications (after 30 June 2027) will not be read.
06-30 | Rolling basis, with a final deadline of 30 June 2027.
06-30 | We review applications on a rolling basis until 30 June 2027.
06-30 | ## Deadline ⏎ ⏎ June 30, 2027
06-30 | **Deadline** ⏎ 30 June 2027
06-30 | ### How to apply ⏎ Email a CV and letter. ⏎ ### When ⏎ By 30 June 2027
06-30 | Location: Nairobi | Salary: £31,000 | Closes: 30 June 2027
06-30 | 📅 Deadline: June 30, 2027
06-30 | ⏰ Apply by 30 June 2027!
06-30 | 🗓 30 June 2027 – applications close
05-15 | 15 May 2027: application deadline
05-15 | 15 May 2027 – Deadline for applications
05-15 | May 15, 2027 (deadline)
05-15 | Advert opens 1 April 2027 | Closes 15 May 2027 | Interviews w/c 24 May 2027
05-29 | Deadline extended to 29 May 2027
05-29 | EXTENDED DEADLINE: May 29, 2027
05-29 | Deadline: ~~15 May 2027~~ 29 May 2027
05-29 | The deadline has been extended from 15 May 2027 to 29 May 2027.
05-29 | New deadline: 29 May 2027 (was 15 May 2027)
05-29 | Deadline: 15 May 2027 – EXTENDED to 29 May 2027
05-29 | Closing date: 29/05/27
05-29 | Closing date: 2 9 May 2027
05-29 | Closing Date:29May2027
05-29 | closing date 29may 2027
05-29T23:59 | Deadline 29 May 2027 @ 23:59 CET
05-29T17:00 | by 5pm BST on Saturday 29th May 2027, email jobs@org.example.org
05-29 | Please get your CV to us by 29 May 2027.
05-29 | We'd love to hear from you by Saturday 29 May 2027.
05-29 | Drop us a line at jobs@org.example.org before 29 May 2027.
05-29 | Expressions of interest are sought by 29 May 2027.
05-29 | EOIs due 29 May 2027
05-29 | Proposals should reach us on or before May 29, 2027.
05-29 | Candidates have until 29 May 2027 to submit their dossier.
05-29T16:00 | Nominations and applications must arrive by 4 p.m. on 29 May 2027
05-29 | Cut-off date: 29 May 2027
05-29 | Application cutoff 29 May 2027
05-29 | Ad closes: 29.05.2027
05-29 | Vacancy open till 29 May 2027
05-29 | Closing date for this post is Saturday 29th May 2027 (interviews 10 June 2027)
05-21 | Kindly send your application on or before Friday, 21 May 2027.
05-21 | Only applications received by 21 May 2027 will be shortlisted.
05-21 | We are accepting CVs until Friday 21 May 2027.
05-21 | This opportunity closes 21 May 2027.
05-21 | Position closes May 21, 2027
05-21 | Recruitment closes on 21 May 2027
05-21 | The recruitment process will close on 21 May 2027.
05-21 | Closing on Fri 21 May 2027
05-21T23:59 | Closes 11:59 pm, Friday 21 May 2027
05-21T12:00 | Applications must be received by 12 noon on Friday 21 May 2027.
05-21T09:00 | Closing date for applications: 9am on Friday 21 May 2027
05-21 | Friday 21 May 2027 is the last day for applications.
05-21 | Interested candidates have up to 21 May 2027 to apply.
05-21 | Interested? Get in touch by 21 May 2027!
05-21 | Think this is you? Let us know before 21 May 2027.
05-21 | Your letter and CV should reach the Director by 21 May 2027.
05-21 | Application end date: 21 May 2027
05-21 | Application closing: 21 May 2027
05-21 | Job closing date – 21.05.2027
05-21 | Bid submission deadline: 21 May 2027
05-21 | Tenders must be returned by 21 May 2027.
05-21 | Applications from people of all backgrounds are welcome until 21 May 2027.
05-21 | We welcome applications from women and minorities by 21 May 2027.
05-21 | Start of applications: 12 April 2027; end of applications: 21 May 2027
05-21 | Window: 12 April 2027 – 21 May 2027 for applications
05-21 | The application portal is open from April 12 through May 21, 2027.
05-21 | * **Apply:** by 21 May 2027
05-21 | - Deadline to apply – 5/21/2027
05-21 | Submission deadline (CV + letter) ⏎ 21 May 2027
05-21 | |Deadline|21 May 2027|
05-21 | The original deadline of 7 May 2027 has been moved to 21 May 2027.
05-21 | UPDATE: we have extended the application period until 21 May 2027.
05-21 | Applications arriving later than 21 May 2027 cannot be taken into account.
06-18 | To be considered, your application must reach us by 18 June 2027.
06-18 | Please ensure your application arrives before 18 June 2027.
06-18 | Submit your materials via email by June 18, 2027.
06-18 | If you're interested, ping us by June 18, 2027 with your CV.
06-18 | Deadline for submission of CVs is Friday, 18th June, 2027.
06-18 | The deadline is June 18th 2027.
06-18 | Deadline (extended): 18 June 2027
06-18 | Extended until 18 June 2027!
06-18T12:00 | DEADLINE FOR APPLICATIONS - FRIDAY 18 JUNE 2027 AT 12 NOON
06-18 | Application Deadline	18-Jun-2027
06-18 | Closing date (DD/MM/YYYY): 18/06/2027
06-18 | Application deadline (MM/DD/YYYY): 06/18/2027
06-18 | Date closing: 18/06/2027
06-18T17:00 | Closing Date & Time: 18 June 2027 17:00
06-18T23:59 | Advert closing date: midnight on Friday 18 June 2027
06-18 | Vacancy closing: 18 June 2027 – interviews: 30 June 2027
06-18 | Posted: 1 June 2027 ⏎ Closes: 18 June 2027
06-18 | Posting date: 1 June 2027. Removal date: 18 June 2027.
06-18T23:59 | This notice closes at 11:59 p.m. on June 18, 2027
06-18 | Bids and CVs must be lodged by 18 June 2027.
06-18 | Accepting applications through June 18, 2027
06-18 | Applications accepted: June 1 to June 18, 2027
06-18 | How to apply (by 18 June 2027)
06-18 | Your CV – by 18 June 2027 – to jobs@org.example.org
06-18 | Expressions of interest close 18 June 2027
06-18 | Apply until 18 June 2027
06-18 | We'll stop accepting applications on 18 June 2027.
06-18 | Applications will no longer be accepted after 18 June 2027.
07-09 | All applications should be sent in by Friday 9 July 2027.
07-09 | Candidates must apply on-line before 9 July 2027.
07-09 | The application process closes on 9 July 2027.
07-09 | Apply now! Applications will be accepted up to and including 9 July 2027.
07-09T17:00 | Please return your completed form to us by 5pm on Friday 9 July 2027.
07-09 | Deadline for receipt: 9 July 2027
07-09 | Closing on: 09 Jul 2027
07-09 | Applications deadline: 9.7.2027
07-09 | We are keen to fill this role quickly, so please apply by 9 July 2027.
07-09 | Interviews are planned for late July; the closing date is 9 July 2027.
07-09 | Published 14 June 2027 – closes 9 July 2027
07-09 | The submission window runs from 14 June to 9 July 2027.
07-09T23:59 | Submissions close July 9, 2027 at midnight
07-09 | If you would like to join us, write to jobs@org.example.org by 9 July 2027.
07-09 | No later than 9 July 2027, send a CV and two samples of writing.
"""
# The same, and the code of the warning; "none" where the ad names a day that is no end.
DOUBTED = """
06-30 deadline_not_firm | Priority will be given to applications received before 30 June 2027.
none deadline_not_firm | First consideration: June 30, 2027; open until filled.
none deadline_not_firm | We will begin reviewing applications on 30 June 2027.
05-29 deadline_year_missing | Deadline: May 29
05-29 deadline_year_missing | Please apply by May 29th to jobs@org.example.org
05-29T23:59 deadline_year_missing | Applications close 29 May at midnight
05-21 deadline_year_missing | CVs to jobs@org.example.org by Friday 21 May please
05-21 deadline_year_missing | closes 21st May
05-21 deadline_not_firm | Applications received by 21 May 2027 will receive first consideration.
05-21 deadline_not_firm | Apply by 21 May 2027 for best consideration; applications accepted until filled.
none deadline_not_firm | Applications will be reviewed starting May 21, 2027.
06-18T23:59 deadline_year_missing | Deadline: Friday 18 June, midnight
06-18 deadline_year_missing | send CV before 18 June thx
06-18 deadline_not_firm | Applications submitted by June 18, 2027 will be given full consideration.
none deadline_not_firm | The committee will start reviewing applications on June 18, 2027.
"""
# Days of the work, of the page, of the choice.
ANOTHERS = """
Applications must be submitted within 14 days of the publication of this notice.
Apply within two weeks of posting.
Applications are accepted on a rolling basis.
Start date: 1 September 2027
Expected start: by 1 September 2027
We would like you to join us no later than 1 September 2027.
Interviews: 14 June 2027
Shortlisted candidates will be contacted by 14 June 2027.
Interviews will take place by video before 14 June 2027.
Successful applicants will be notified by June 14, 2027.
Posted on 3 March 2027
Date posted: 03/03/2027
Last updated: March 3, 2027
Contract until 31 December 2027
The position is funded until 31 December 2029.
Duration: 1 June 2027 to 31 May 2028
Applicants must be over 18 by 1 September 2027.
You must have completed your degree by 31 August 2027.
Born after 1 January 1999
We will keep your data until 31 December 2027.
Your right to work must be valid through 31 December 2028.
The conference takes place on 3-5 July 2027.
Join our open day on 20 April 2027 at 6pm.
The final report is due 30 November 2027.
Deliverables must be submitted by 30 November 2027.
Questions about the role: call Ana before 20 April 2027.
Our office is closed until 6 April 2027.
Exhibition runs until 30 June 2027.
Apply soon! We aim to have someone in place by 1 June 2027.
Offers will be made by 10 June 2027.
Applicants will be informed of the outcome by 10 June 2027.
Your passport should be valid until 31 December 2028.
The post is fixed-term until 31 May 2028.
The successful candidate must move to Leeds by 31 August 2027.
The museum is open until 31 October 2027.
Advertised from 12 April 2027.
Applicants must have obtained their PhD after 1 January 2022.
You will be expected to start no later than 15 September 2027.
We hope to have made an appointment by 2 July 2027.
Applicants will hear back from us by 2 July 2027.
The grant ends on 31 March 2029.
Candidates who graduated before 1 June 2024 are not eligible.
Onboarding must be completed by 30 September 2027.
Annual leave must be used by 31 December 2027.
The shop is open until 24 December 2027.
The role will be filled by 1 September 2027.
Invoices must be sent before 15 December 2027.
You must submit monthly reports until 31 March 2029.
The offer letter will be sent by 23 July 2027.
Employees may apply for leave until 30 November 2027.
The exhibition catalogue must be submitted to the printer by 1 October 2027.
We expect to complete the hiring process by 23 July 2027.
"""

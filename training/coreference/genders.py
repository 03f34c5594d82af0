"""List the given names that are borne by women alone or by men alone.

    python training/coreference/genders.py > crossbearing/read/coreference_genders.txt

The names come from the first-name lists of Faker (MIT, https://faker.readthedocs.io) that part women from men, all
locales; Cyrillic ones are romanised as news does. A name counts for a gender when no locale lists it for the other, or
when at least five times as many locales list it for the one. What Faker has for Arabic and Persian bearers in their own
scripts only is added by hand below, romanised.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import unicodedata
from collections import Counter

from faker.providers import person

CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґј",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i yi ye g j".split(),
        strict=True,
    )
)
SHE = """
abir aisha aleksandra amal amina amira anastasia aya ayesha benazir dalia daria ekaterina fadwa farah fatemeh fatima
fatimah fatma galina hala hanan hanin iman inas irina khadija ksenia lamia latifa layla leila lina lubna lyudmila malak
maha mahsa malala manal maria mariam maryam mayada mona nada nadia najla nargis nasrin natalia nawal noor olga parisa
rania rasha reem rima roya ruba sabah safa sahar salma samar samira sana sevil shadia shaima shireen shirin souad
suhair svetlana tahira tatiana tawakkol yasmin yulia zahra zainab zaynab zeinab
"""
HE = """
abbas abdallah abdel abdelaziz abdelfattah abdul abdullah abu adel adnan ahmad ahmed akbar akram aleksandr aleksei
aleksey alexei ali anas anatoly andrei andrey andriy anwar arif arsen ashraf asif asim aslam ayman aziz babak baha
bashar bashir basel bassam behrouz benyamin bilal bogdan boris borys burhan dawud denys dmitri dmitry dmytro ebrahim
emad esmail evgeny fadi fahad fahd faisal faris farid fayez fuad fyodor gennady georgy ghassan habib hadi haider haidar
hamad hamdan hamid hamza hani hanif hasan hashim hassan hassane haytham hisham hossein houssein hussain hussein
ibrahim igor ihor ilham ilya imad imran ismail ismael issam iskander ivan jaber jabir jafar jalal jamal jamil javad
jawad karim kassem khaled khalid khalifa khalil kirill konstantin kostyantyn lavrenty leonid luay mahdi mahmoud mahmud
majid maksym malik mansour marwan masoud mehdi mikhail mohamed mohammad mohammed mohsen moncef moussa mousa muammar
muhammad muhammed mukhtar munir murad mustafa mykhailo mykola nabil nasser nasir nawaf nawaz nikolai nikolay nizar
nouri oleg oleh oleksandr oleksiy omar osama othman petro qais qasem qassem rachid rafiq rami ramzan rashid reza riad
riyad ruslan saad sabri saddam saeed sadiq salah saleh salem salim salman sami samir sayed serhiy sergei sergey sergiy
shahid sharif shinzo sirajuddin stanislav suleiman syed taha talal taras tareq tariq usama vadim vasily viktor vitaly
vladimir vladislav volodymyr vyacheslav wael walid yahya yasser yasin yevgeny younis youssef yousef yuri yusuf zaid
zakaria zayd ziad
"""
LEAST_RATIO = 5


def main() -> None:
    by_hand = {"she": SHE.split(), "he": HE.split()}
    counts = {gender: Counter(names * LEAST_RATIO) for gender, names in by_hand.items()}
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for gender, field in (("she", "first_names_female"), ("he", "first_names_male")):
            listed = getattr(provider, field, ())
            if not isinstance(listed, property):
                counts[gender].update({romanised(name) for name in listed})
    print("# given names of women (f) and men (m); from Faker (MIT) by training/coreference/genders.py")
    for name in sorted(counts["she"].keys() | counts["he"].keys()):
        she, he = counts["she"][name], counts["he"][name]
        if name.isalpha() and name.isascii() and len(name) > 2 and max(she, he) >= LEAST_RATIO * min(she, he):
            sys.stdout.write(f"{name} {'f' if she > he else 'm'}\n")


def romanised(name: str) -> str:
    """Small letters of the Latin alphabet, without accents; what is in another script stays in it."""
    latin = "".join(CYRILLIC.get(letter, letter) for letter in name.lower()).replace("_", "")
    return "".join(letter for letter in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(letter))


if __name__ == "__main__":
    main()
